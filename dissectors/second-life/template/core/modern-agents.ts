/** Agents: movement, appearance, chat and messages between them. As of 2025. */
export const MODERN_AGENTS = `
// Movement

{ AgentPause Low 78 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { SerialNum U32 } }
}
{ AgentResume Low 79 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { SerialNum U32 } }
}
{ AgentUpdate High 4 NotTrusted Zerocoded
  { AgentData Single
    { AgentID LLUUID } { SessionID LLUUID } { BodyRotation LLQuaternion } { HeadRotation LLQuaternion }
    { State U8 } { CameraCenter LLVector3 } { CameraAtAxis LLVector3 } { CameraLeftAxis LLVector3 }
    { CameraUpAxis LLVector3 } { Far F32 } { ControlFlags U32 } { Flags U8 }
  }
}
{ AgentThrottle Low 81 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { CircuitCode U32 } }
  { Throttle Single { GenCounter U32 } { Throttles Variable 1 } }
}
{ AgentFOV Low 82 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { CircuitCode U32 } }
  { FOVBlock Single { GenCounter U32 } { VerticalAngle F32 } }
}
{ AgentHeightWidth Low 83 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { CircuitCode U32 } }
  { HeightWidthBlock Single { GenCounter U32 } { Height U16 } { Width U16 } }
}
{ AgentAnimation High 5 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { AnimationList Variable { AnimID LLUUID } { StartAnim BOOL } }
  { PhysicalAvatarEventList Variable { TypeData Variable 1 } }
}
{ AgentRequestSit High 6 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { TargetObject Single { TargetID LLUUID } { Offset LLVector3 } }
}
{ AgentSit High 7 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ SetAlwaysRun Low 88 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { AlwaysRun BOOL } }
}
{ ViewerStats Low 131 NotTrusted Zerocoded UDPDeprecated
  { AgentData Single
    { AgentID LLUUID } { SessionID LLUUID } { IP IPADDR } { StartTime U32 } { RunTime F32 } { SimFPS F32 }
    { FPS F32 } { AgentsInView U8 } { Ping F32 } { MetersTraveled F64 } { RegionsVisited S32 }
    { SysRAM U32 } { SysOS Variable 1 } { SysCPU Variable 1 } { SysGPU Variable 1 }
  }
  { DownloadTotals Single { World U32 } { Objects U32 } { Textures U32 } }
  { NetStats Multiple 2 { Bytes U32 } { Packets U32 } { Compressed U32 } { Savings U32 } }
  { FailStats Single
    { SendPacket U32 } { Dropped U32 } { Resent U32 } { FailedResends U32 } { OffCircuit U32 }
    { Invalid U32 }
  }
  { MiscStats Variable { Type U32 } { Value F64 } }
}
{ AvatarAnimation High 20 Trusted Unencoded
  { Sender Single { ID LLUUID } }
  { AnimationList Variable { AnimID LLUUID } { AnimSequenceID S32 } }
  { AnimationSourceList Variable { ObjectID LLUUID } }
  { PhysicalAvatarEventList Variable { TypeData Variable 1 } }
}
{ AvatarSitResponse High 21 Trusted Zerocoded
  { SitObject Single { ID LLUUID } }
  { SitTransform Single
    { AutoPilot BOOL } { SitPosition LLVector3 } { SitRotation LLQuaternion }
    { CameraEyeOffset LLVector3 } { CameraAtOffset LLVector3 } { ForceMouselook BOOL }
  }
}
{ ScriptControlChange Low 189 Trusted Unencoded
  { Data Variable { TakeControls BOOL } { Controls U32 } { PassToAgent BOOL } }
}
{ ViewerEffect Medium 17 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { Effect Variable
    { ID LLUUID } { AgentID LLUUID } { Type U8 } { Duration F32 } { Color Fixed 4 }
    { TypeData Variable 1 }
  }
}

// Appearance

{ AgentSetAppearance Low 84 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { SerialNum U32 } { Size LLVector3 } }
  { WearableData Variable { CacheID LLUUID } { TextureIndex U8 } }
  { ObjectData Single { TextureEntry Variable 2 } }
  { VisualParam Variable { ParamValue U8 } }
}
{ AvatarAppearance Low 158 Trusted Zerocoded
  { Sender Single { ID LLUUID } { IsTrial BOOL } }
  { ObjectData Single { TextureEntry Variable 2 } }
  { VisualParam Variable { ParamValue U8 } }
  { AppearanceData Variable { AppearanceVersion U8 } { CofVersion S32 } { Flags U32 } }
  { AppearanceHover Variable { HoverHeight LLVector3 } }
  { AttachmentBlock Variable { ID LLUUID } { AttachmentPoint U8 } }
}
{ AgentWearablesRequest Low 381 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ AgentWearablesUpdate Low 382 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { SerialNum U32 } }
  { WearableData Variable { ItemID LLUUID } { AssetID LLUUID } { WearableType U8 } }
}
{ AgentIsNowWearing Low 383 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { WearableData Variable { ItemID LLUUID } { WearableType U8 } }
}
{ AgentCachedTexture Low 384 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { SerialNum S32 } }
  { WearableData Variable { ID LLUUID } { TextureIndex U8 } }
}
{ AgentCachedTextureResponse Low 385 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { SerialNum S32 } }
  { WearableData Variable { TextureID LLUUID } { TextureIndex U8 } { HostName Variable 1 } }
}

// Chat and messages

{ ChatFromViewer Low 80 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ChatData Single { Message Variable 2 } { Type U8 } { Channel S32 } }
}
{ AlertMessage Low 134 Trusted Unencoded
  { AlertData Single { Message Variable 1 } }
  { AlertInfo Variable { Message Variable 1 } { ExtraParams Variable 1 } }
  { AgentInfo Variable { AgentID LLUUID } }
}
{ AgentAlertMessage Low 135 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } }
  { AlertData Single { Modal BOOL } { Message Variable 1 } }
}
{ ChatFromSimulator Low 139 Trusted Unencoded
  { ChatData Single
    { FromName Variable 1 } { SourceID LLUUID } { OwnerID LLUUID } { SourceType U8 } { ChatType U8 }
    { Audible U8 } { Position LLVector3 } { Message Variable 2 }
  }
}
{ ScriptDialog Low 190 Trusted Zerocoded
  { Data Single
    { ObjectID LLUUID } { FirstName Variable 1 } { LastName Variable 1 } { ObjectName Variable 1 }
    { Message Variable 2 } { ChatChannel S32 } { ImageID LLUUID }
  }
  { Buttons Variable { ButtonLabel Variable 1 } }
  { OwnerData Variable { OwnerID LLUUID } }
}
{ ScriptDialogReply Low 191 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { Data Single { ObjectID LLUUID } { ChatChannel S32 } { ButtonIndex S32 } { ButtonLabel Variable 1 } }
}
{ ImprovedInstantMessage Low 254 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { MessageBlock Single
    { FromGroup BOOL } { ToAgentID LLUUID } { ParentEstateID U32 } { RegionID LLUUID }
    { Position LLVector3 } { Offline U8 } { Dialog U8 } { ID LLUUID } { Timestamp U32 }
    { FromAgentName Variable 1 } { Message Variable 2 } { BinaryBucket Variable 2 }
  }
  { EstateBlock Single { EstateID U32 } }
  { MetaData Variable { Data Variable 2 } }
}
{ RetrieveInstantMessages Low 255 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ EstateOwnerMessage Low 260 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { TransactionID LLUUID } }
  { MethodData Single { Method Variable 1 } { Invoice LLUUID } }
  { ParamList Variable { Parameter Variable 1 } }
}
{ GenericMessage Low 261 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { TransactionID LLUUID } }
  { MethodData Single { Method Variable 1 } { Invoice LLUUID } }
  { ParamList Variable { Parameter Variable 1 } }
}
{ OnlineNotification Low 322 Trusted Unencoded
  { AgentBlock Variable { AgentID LLUUID } }
}
{ OfflineNotification Low 323 Trusted Unencoded
  { AgentBlock Variable { AgentID LLUUID } }
}

// Names and money

{ AvatarPropertiesRequest Low 169 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { AvatarID LLUUID } }
}
{ AvatarPropertiesReply Low 171 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } { AvatarID LLUUID } }
  { PropertiesData Single
    { ImageID LLUUID } { FLImageID LLUUID } { PartnerID LLUUID } { AboutText Variable 2 }
    { FLAboutText Variable 1 } { BornOn Variable 1 } { ProfileURL Variable 1 }
    { CharterMember Variable 1 } { Flags U32 }
  }
}
{ UUIDNameRequest Low 235 NotTrusted Unencoded
  { UUIDNameBlock Variable { ID LLUUID } }
}
{ UUIDNameReply Low 236 Trusted Unencoded
  { UUIDNameBlock Variable { ID LLUUID } { FirstName Variable 1 } { LastName Variable 1 } }
}
{ UUIDGroupNameRequest Low 237 NotTrusted Unencoded
  { UUIDNameBlock Variable { ID LLUUID } }
}
{ UUIDGroupNameReply Low 238 Trusted Unencoded
  { UUIDNameBlock Variable { ID LLUUID } { GroupName Variable 1 } }
}
{ MuteListRequest Low 262 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { MuteData Single { MuteCRC U32 } }
}
{ MoneyBalanceRequest Low 313 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { MoneyData Single { TransactionID LLUUID } }
}
{ MoneyBalanceReply Low 314 Trusted Zerocoded
  { MoneyData Single
    { AgentID LLUUID } { TransactionID LLUUID } { TransactionSuccess BOOL } { MoneyBalance S32 }
    { SquareMetersCredit S32 } { SquareMetersCommitted S32 } { Description Variable 1 }
  }
  { TransactionInfo Single
    { TransactionType S32 } { SourceID LLUUID } { IsSourceGroup BOOL } { DestID LLUUID }
    { IsDestGroup BOOL } { Amount S32 } { ItemDescription Variable 1 }
  }
}
{ UseCachedMuteList Low 319 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } }
}

// Sounds

{ SoundTrigger High 29 NotTrusted Unencoded
  { SoundData Single
    { SoundID LLUUID } { OwnerID LLUUID } { ObjectID LLUUID } { ParentID LLUUID } { Handle U64 }
    { Position LLVector3 } { Gain F32 }
  }
}
{ AttachedSound Medium 13 Trusted Unencoded
  { DataBlock Single { SoundID LLUUID } { ObjectID LLUUID } { OwnerID LLUUID } { Gain F32 } { Flags U8 } }
}
{ PreloadSound Medium 15 Trusted Unencoded
  { DataBlock Variable { ObjectID LLUUID } { OwnerID LLUUID } { SoundID LLUUID } }
}
`
