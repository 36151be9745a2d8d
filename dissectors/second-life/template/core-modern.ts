/**
 * The built-in messages of the modern era, in template syntax. Since viewer 1.18 (July 2007) numbers
 * never change and messages only grow at their end; these layouts are as of 2025, and older senders
 * leave out the blocks they do not know.
 */
export const CORE_MODERN = `
version 2.0

// Circuits

{ PacketAck Fixed 0xFFFFFFFB NotTrusted Unencoded
  { Packets Variable { ID U32 } }
}
{ OpenCircuit Fixed 0xFFFFFFFC NotTrusted Unencoded UDPBlackListed
  { CircuitInfo Single { IP IPADDR } { Port IPPORT } }
}
{ CloseCircuit Fixed 0xFFFFFFFD NotTrusted Unencoded
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
{ ChatFromViewer Low 80 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ChatData Single { Message Variable 2 } { Type U8 } { Channel S32 } }
}
{ AgentThrottle Low 81 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { CircuitCode U32 } }
  { Throttle Single { GenCounter U32 } { Throttles Variable 1 } }
}

// The region

{ ChatFromSimulator Low 139 Trusted Unencoded
  { ChatData Single
    { FromName Variable 1 } { SourceID LLUUID } { OwnerID LLUUID } { SourceType U8 } { ChatType U8 }
    { Audible U8 } { Position LLVector3 } { Message Variable 2 }
  }
}
{ SimStats Low 140 Trusted Unencoded
  { Region Single { RegionX U32 } { RegionY U32 } { RegionFlags U32 } { ObjectCapacity U32 } }
  { Stat Variable { StatID U32 } { StatValue F32 } }
  { PidStat Single { PID S32 } }
  { RegionInfo Variable { RegionFlagsExtended U64 } }
}
{ RegionHandshake Low 148 Trusted Zerocoded
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
  { RegionInfo2 Single { RegionID LLUUID } }
  { RegionInfo3 Single
    { CPUClassID S32 } { CPURatio S32 } { ColoName Variable 1 } { ProductSKU Variable 1 }
    { ProductName Variable 1 }
  }
  { RegionInfo4 Variable { RegionFlagsExtended U64 } { RegionProtocols U64 } }
}
{ RegionHandshakeReply Low 149 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { RegionInfo Single { Flags U32 } }
}
{ CoarseLocationUpdate Medium 6 Trusted Unencoded
  { Location Variable { X U8 } { Y U8 } { Z U8 } }
  { Index Single { You S16 } { Prey S16 } }
  { AgentData Variable { AgentID LLUUID } }
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
    { PathCurve U8 } { ProfileCurve U8 } { PathBegin U16 } { PathEnd U16 } { PathScaleX U8 } { PathScaleY U8 }
    { PathShearX U8 } { PathShearY U8 } { PathTwist S8 } { PathTwistBegin S8 } { PathRadiusOffset S8 }
    { PathTaperX S8 } { PathTaperY S8 } { PathRevolutions U8 } { PathSkew S8 }
    { ProfileBegin U16 } { ProfileEnd U16 } { ProfileHollow U16 }
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

{ CompleteAgentMovement Low 249 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { CircuitCode U32 } }
}
{ AgentMovementComplete Low 250 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { Data Single { Position LLVector3 } { LookAt LLVector3 } { RegionHandle U64 } { Timestamp U32 } }
  { SimData Single { ChannelVersion Variable 2 } }
}
{ LogoutRequest Low 252 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ LogoutReply Low 253 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable { ItemID LLUUID } }
}
`
