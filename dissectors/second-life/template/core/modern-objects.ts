/** Objects: what is seen of them and done to them. As of 2025. */
export const MODERN_OBJECTS = `
// Objects

{ ObjectAdd Medium 1 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { GroupID LLUUID } }
  { ObjectData Single
    { PCode U8 } { Material U8 } { AddFlags U32 } { PathCurve U8 } { ProfileCurve U8 } { PathBegin U16 }
    { PathEnd U16 } { PathScaleX U8 } { PathScaleY U8 } { PathShearX U8 } { PathShearY U8 }
    { PathTwist S8 } { PathTwistBegin S8 } { PathRadiusOffset S8 } { PathTaperX S8 } { PathTaperY S8 }
    { PathRevolutions U8 } { PathSkew S8 } { ProfileBegin U16 } { ProfileEnd U16 } { ProfileHollow U16 }
    { BypassRaycast U8 } { RayStart LLVector3 } { RayEnd LLVector3 } { RayTargetID LLUUID }
    { RayEndIsIntersection U8 } { Scale LLVector3 } { Rotation LLQuaternion } { State U8 }
  }
}
{ MultipleObjectUpdate Medium 2 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { ObjectLocalID U32 } { Type U8 } { Data Variable 1 } }
}
{ RequestMultipleObjects Medium 3 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { CacheMissType U8 } { ID U32 } }
}
{ ObjectImage Low 96 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { ObjectLocalID U32 } { MediaURL Variable 1 } { TextureEntry Variable 2 } }
}
{ ObjectName Low 107 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { LocalID U32 } { Name Variable 1 } }
}
{ ObjectDescription Low 108 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { LocalID U32 } { Description Variable 1 } }
}
{ ObjectSelect Low 110 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { ObjectLocalID U32 } }
}
{ ObjectDeselect Low 111 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { ObjectLocalID U32 } }
}
{ ObjectAttach Low 112 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { AttachmentPoint U8 } }
  { ObjectData Variable { ObjectLocalID U32 } { Rotation LLQuaternion } }
}
{ ObjectDetach Low 113 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { ObjectLocalID U32 } }
}
{ ObjectLink Low 115 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { ObjectLocalID U32 } }
}
{ ObjectDelink Low 116 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Variable { ObjectLocalID U32 } }
}
{ ObjectGrab Low 117 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Single { LocalID U32 } { GrabOffset LLVector3 } }
  { SurfaceInfo Variable
    { UVCoord LLVector3 } { STCoord LLVector3 } { FaceIndex S32 } { Position LLVector3 }
    { Normal LLVector3 } { Binormal LLVector3 }
  }
}
{ ObjectGrabUpdate Low 118 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Single
    { ObjectID LLUUID } { GrabOffsetInitial LLVector3 } { GrabPosition LLVector3 } { TimeSinceLast U32 }
  }
  { SurfaceInfo Variable
    { UVCoord LLVector3 } { STCoord LLVector3 } { FaceIndex S32 } { Position LLVector3 }
    { Normal LLVector3 } { Binormal LLVector3 }
  }
}
{ ObjectDeGrab Low 119 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Single { LocalID U32 } }
  { SurfaceInfo Variable
    { UVCoord LLVector3 } { STCoord LLVector3 } { FaceIndex S32 } { Position LLVector3 }
    { Normal LLVector3 } { Binormal LLVector3 }
  }
}
{ RequestObjectPropertiesFamily Medium 5 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Single { RequestFlags U32 } { ObjectID LLUUID } }
}
{ ObjectUpdate High 12 Trusted Zerocoded
  { RegionData Single { RegionHandle U64 } { TimeDilation U16 } }
  { ObjectData Variable
    { ID U32 } { State U8 } { FullID LLUUID } { CRC U32 } { PCode U8 } { Material U8 } { ClickAction U8 }
    { Scale LLVector3 } { ObjectData Variable 1 } { ParentID U32 } { UpdateFlags U32 } { PathCurve U8 }
    { ProfileCurve U8 } { PathBegin U16 } { PathEnd U16 } { PathScaleX U8 } { PathScaleY U8 }
    { PathShearX U8 } { PathShearY U8 } { PathTwist S8 } { PathTwistBegin S8 } { PathRadiusOffset S8 }
    { PathTaperX S8 } { PathTaperY S8 } { PathRevolutions U8 } { PathSkew S8 } { ProfileBegin U16 }
    { ProfileEnd U16 } { ProfileHollow U16 } { TextureEntry Variable 2 } { TextureAnim Variable 1 }
    { NameValue Variable 2 } { Data Variable 2 } { Text Variable 1 } { TextColor Fixed 4 }
    { MediaURL Variable 1 } { PSBlock Variable 1 } { ExtraParams Variable 1 } { Sound LLUUID }
    { OwnerID LLUUID } { Gain F32 } { Flags U8 } { Radius F32 } { JointType U8 } { JointPivot LLVector3 }
    { JointAxisOrAnchor LLVector3 }
  }
}
{ ObjectUpdateCompressed High 13 Trusted Unencoded
  { RegionData Single { RegionHandle U64 } { TimeDilation U16 } }
  { ObjectData Variable { UpdateFlags U32 } { Data Variable 2 } }
}
{ ObjectUpdateCached High 14 Trusted Unencoded
  { RegionData Single { RegionHandle U64 } { TimeDilation U16 } }
  { ObjectData Variable { ID U32 } { CRC U32 } { UpdateFlags U32 } }
}
{ ImprovedTerseObjectUpdate High 15 Trusted Unencoded
  { RegionData Single { RegionHandle U64 } { TimeDilation U16 } }
  { ObjectData Variable { Data Variable 1 } { TextureEntry Variable 2 } }
}
{ KillObject High 16 Trusted Unencoded
  { ObjectData Variable { ID U32 } }
}
{ ObjectProperties Medium 9 Trusted Zerocoded
  { ObjectData Variable
    { ObjectID LLUUID } { CreatorID LLUUID } { OwnerID LLUUID } { GroupID LLUUID } { CreationDate U64 }
    { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 } { NextOwnerMask U32 }
    { OwnershipCost S32 } { SaleType U8 } { SalePrice S32 } { AggregatePerms U8 }
    { AggregatePermTextures U8 } { AggregatePermTexturesOwner U8 } { Category U32 }
    { InventorySerial S16 } { ItemID LLUUID } { FolderID LLUUID } { FromTaskID LLUUID }
    { LastOwnerID LLUUID } { Name Variable 1 } { Description Variable 1 } { TouchName Variable 1 }
    { SitName Variable 1 } { TextureID Variable 1 }
  }
}
{ ObjectPropertiesFamily Medium 10 Trusted Zerocoded
  { ObjectData Single
    { RequestFlags U32 } { ObjectID LLUUID } { OwnerID LLUUID } { GroupID LLUUID } { BaseMask U32 }
    { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 } { NextOwnerMask U32 } { OwnershipCost S32 }
    { SaleType U8 } { SalePrice S32 } { Category U32 } { LastOwnerID LLUUID } { Name Variable 1 }
    { Description Variable 1 }
  }
}
{ DeRezObject Low 291 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { AgentBlock Single
    { GroupID LLUUID } { Destination U8 } { DestinationID LLUUID } { TransactionID LLUUID }
    { PacketCount U8 } { PacketNumber U8 }
  }
  { ObjectData Variable { ObjectLocalID U32 } }
}
{ RezObject Low 293 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { GroupID LLUUID } }
  { RezData Single
    { FromTaskID LLUUID } { BypassRaycast U8 } { RayStart LLVector3 } { RayEnd LLVector3 }
    { RayTargetID LLUUID } { RayEndIsIntersection BOOL } { RezSelected BOOL } { RemoveItem BOOL }
    { ItemFlags U32 } { GroupMask U32 } { EveryoneMask U32 } { NextOwnerMask U32 }
  }
  { InventoryData Single
    { ItemID LLUUID } { FolderID LLUUID } { CreatorID LLUUID } { OwnerID LLUUID } { GroupID LLUUID }
    { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 } { NextOwnerMask U32 }
    { GroupOwned BOOL } { TransactionID LLUUID } { Type S8 } { InvType S8 } { Flags U32 } { SaleType U8 }
    { SalePrice S32 } { Name Variable 1 } { Description Variable 1 } { CreationDate S32 } { CRC U32 }
  }
}
{ RezSingleAttachmentFromInv Low 395 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ObjectData Single
    { ItemID LLUUID } { OwnerID LLUUID } { AttachmentPt U8 } { ItemFlags U32 } { GroupMask U32 }
    { EveryoneMask U32 } { NextOwnerMask U32 } { Name Variable 1 } { Description Variable 1 }
  }
}
`
