/**
 * The built-in messages of the classic era, in template syntax, with the numbers of viewer 1.13.2
 * (January 2007). Numbers of Low messages moved with nearly every release, so another viewer's need
 * its own template. Messages stand in the order of that viewer's template, because the order of names
 * decides the order of bytes (see legacy-order.ts).
 */
export const CORE_CLASSIC = `
version 2.0

// Circuits

{ SecuredTemplateChecksumRequest Fixed 0xFFFFFFFA NotTrusted Unencoded
  { TokenBlock Single { Token LLUUID } }
}
{ PacketAck Fixed 0xFFFFFFFB NotTrusted Unencoded
  { Packets Variable { ID U32 } }
}
{ OpenCircuit Fixed 0xFFFFFFFC NotTrusted Unencoded
  { CircuitInfo Single { IP IPADDR } { Port IPPORT } }
}
{ CloseCircuit Fixed 0xFFFFFFFD NotTrusted Unencoded
}
{ TemplateChecksumRequest Fixed 0xFFFFFFFE NotTrusted Unencoded
}
{ TemplateChecksumReply Fixed 0xFFFFFFFF NotTrusted Unencoded
  { DataBlock Single
    { Checksum U32 } { MajorVersion U8 } { MinorVersion U8 } { PatchVersion U8 } { ServerVersion U8 }
    { Flags U32 }
  }
  { TokenBlock Single { Token LLUUID } }
}
{ StartPingCheck High 1 NotTrusted Unencoded
  { PingID Single { PingID U8 } { OldestUnacked U32 } }
}
{ CompletePingCheck High 2 NotTrusted Unencoded
  { PingID Single { PingID U8 } }
}
{ UseCircuitCode Low 3 NotTrusted Unencoded
  { CircuitCode Single { Code U32 } { SessionID LLUUID } { ID LLUUID } }
}

// The agent

{ AgentUpdate High 4 NotTrusted Zerocoded
  { AgentData Single
    { AgentID LLUUID } { SessionID LLUUID } { BodyRotation LLQuaternion } { HeadRotation LLQuaternion }
    { State U8 } { CameraCenter LLVector3 } { CameraAtAxis LLVector3 } { CameraLeftAxis LLVector3 }
    { CameraUpAxis LLVector3 } { Far F32 } { ControlFlags U32 } { Flags U8 }
  }
}
{ ChatFromViewer Low 104 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ChatData Single { Message Variable 2 } { Type U8 } { Channel S32 } }
}
{ AgentThrottle Low 105 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { CircuitCode U32 } }
  { Throttle Single { GenCounter U32 } { Throttles Variable 1 } }
}

// The region

{ ChatFromSimulator Low 167 Trusted Unencoded
  { ChatData Single
    { FromName Variable 1 } { SourceID LLUUID } { OwnerID LLUUID } { SourceType U8 } { ChatType U8 }
    { Audible U8 } { Position LLVector3 } { Message Variable 2 }
  }
}
{ SimStats Low 168 Trusted Unencoded
  { Region Single { RegionX U32 } { RegionY U32 } { RegionFlags U32 } { ObjectCapacity U32 } }
  { Stat Variable { StatID U32 } { StatValue F32 } }
}
{ RegionHandshake Low 176 Trusted Zerocoded
  { RegionInfo Single
    { RegionFlags U32 } { SimAccess U8 } { SimName Variable 1 } { SimOwner LLUUID }
    { IsEstateManager BOOL } { WaterHeight F32 } { BillableFactor F32 } { CacheID LLUUID }
    { TerrainBase0 LLUUID } { TerrainBase1 LLUUID } { TerrainBase2 LLUUID } { TerrainBase3 LLUUID }
    { TerrainDetail0 LLUUID } { TerrainDetail1 LLUUID } { TerrainDetail2 LLUUID } { TerrainDetail3 LLUUID }
    { TerrainStartHeight00 F32 } { TerrainStartHeight01 F32 }
    { TerrainStartHeight10 F32 } { TerrainStartHeight11 F32 }
    { TerrainHeightRange00 F32 } { TerrainHeightRange01 F32 }
    { TerrainHeightRange10 F32 } { TerrainHeightRange11 F32 }
  }
}
{ RegionHandshakeReply Low 177 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { RegionInfo Single { Flags U32 } }
}
{ CoarseLocationUpdate Medium 7 Trusted Unencoded
  { Location Variable { X U8 } { Y U8 } { Z U8 } }
  { Index Single { You S16 } { Prey S16 } }
}
{ LayerData High 11 Trusted Unencoded
  { LayerID Single { Type U8 } }
  { LayerData Single { Data Variable 2 } }
}

// Objects

{ ObjectUpdate High 12 Trusted Zerocoded
  { RegionData Single { RegionHandle U64 } { TimeDilation U16 } }
  { ObjectData Variable
    { ID U32 } { State U8 } { FullID LLUUID } { CRC U32 } { PCode U8 } { Material U8 } { ClickAction U8 }
    { Scale LLVector3 } { ObjectData Variable 1 } { ParentID U32 } { UpdateFlags U32 }
    { PathCurve U8 } { ProfileCurve U8 } { PathBegin U8 } { PathEnd U8 } { PathScaleX U8 } { PathScaleY U8 }
    { PathShearX U8 } { PathShearY U8 } { PathTwist S8 } { PathTwistBegin S8 } { PathRadiusOffset S8 }
    { PathTaperX S8 } { PathTaperY S8 } { PathRevolutions U8 } { PathSkew S8 }
    { ProfileBegin U8 } { ProfileEnd U8 } { ProfileHollow U8 }
    { TextureEntry Variable 2 } { TextureAnim Variable 1 } { NameValue Variable 2 } { Data Variable 2 }
    { Text Variable 1 } { TextColor Fixed 4 } { MediaURL Variable 1 } { PSBlock Variable 1 }
    { ExtraParams Variable 1 } { Sound LLUUID } { OwnerID LLUUID } { Gain F32 } { Flags U8 } { Radius F32 }
    { JointType U8 } { JointPivot LLVector3 } { JointAxisOrAnchor LLVector3 }
  }
}
{ ImprovedTerseObjectUpdate High 15 Trusted Unencoded
  { RegionData Single { RegionHandle U64 } { TimeDilation U16 } }
  { ObjectData Variable { Data Variable 1 } { TextureEntry Variable 2 } }
}

// Coming and going

{ CompleteAgentMovement Low 282 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { CircuitCode U32 } }
}
{ AgentMovementComplete Low 283 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { Data Single { Position LLVector3 } { LookAt LLVector3 } { RegionHandle U64 } { Timestamp U32 } }
}
{ LogoutRequest Low 288 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ LogoutReply Low 290 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable { ItemID LLUUID } }
}
`
