/** Circuits and the login: from the first packet to the logout. As of viewer 1.13.2. */
export const CLASSIC_CIRCUITS = `
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
{ CloseCircuit Fixed 0xFFFFFFFD NotTrusted Unencoded }
{ TemplateChecksumRequest Fixed 0xFFFFFFFE NotTrusted Unencoded }
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
{ AddCircuitCode Low 2 Trusted Unencoded
  { CircuitCode Single { Code U32 } { SessionID LLUUID } { AgentID LLUUID } }
}
{ UseCircuitCode Low 3 NotTrusted Unencoded
  { CircuitCode Single { Code U32 } { SessionID LLUUID } { ID LLUUID } }
}

// Coming and going

{ HealthMessage Low 166 Trusted Zerocoded
  { HealthData Single { Health F32 } }
}
{ CrossedRegion Medium 8 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { RegionData Single
    { SimIP IPADDR } { SimPort IPPORT } { RegionHandle U64 } { SeedCapability Variable 2 }
  }
  { Info Single { Position LLVector3 } { LookAt LLVector3 } }
}
{ EnableSimulator Low 179 Trusted Unencoded
  { SimulatorInfo Single { Handle U64 } { IP IPADDR } { Port IPPORT } }
}
{ DisableSimulator Low 180 Trusted Unencoded }
{ ConfirmEnableSimulator Medium 9 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ KickUser Low 193 Trusted Unencoded
  { TargetBlock Single { TargetIP IPADDR } { TargetPort IPPORT } }
  { UserInfo Single { AgentID LLUUID } { SessionID LLUUID } { Reason Variable 2 } }
}
{ KickUserAck Low 194 Trusted Unencoded
  { UserInfo Single { SessionID LLUUID } { Flags U32 } }
}
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
{ AgentDataUpdateRequest Low 442 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ AgentDataUpdate Low 443 Trusted Zerocoded
  { AgentData Single
    { AgentID LLUUID } { FirstName Variable 1 } { LastName Variable 1 } { GroupTitle Variable 1 }
    { ActiveGroupID LLUUID } { GroupPowers U64 } { GroupName Variable 1 }
  }
}

// The map; before the parcels, since the name Name must come before OtherCleanTime

{ MapLayerRequest Low 470 NotTrusted Unencoded
  { AgentData Single
    { AgentID LLUUID } { SessionID LLUUID } { Flags U32 } { EstateID U32 } { Godlike BOOL }
  }
}
{ MapLayerReply Low 471 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } { Flags U32 } }
  { LayerData Variable { Left U32 } { Right U32 } { Top U32 } { Bottom U32 } { ImageID LLUUID } }
}
{ MapBlockRequest Low 472 NotTrusted Unencoded
  { AgentData Single
    { AgentID LLUUID } { SessionID LLUUID } { Flags U32 } { EstateID U32 } { Godlike BOOL }
  }
  { PositionData Single { MinX U16 } { MaxX U16 } { MinY U16 } { MaxY U16 } }
}
{ MapNameRequest Low 473 NotTrusted Unencoded
  { AgentData Single
    { AgentID LLUUID } { SessionID LLUUID } { Flags U32 } { EstateID U32 } { Godlike BOOL }
  }
  { NameData Single { Name Variable 1 } }
}
{ MapBlockReply Low 474 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } { Flags U32 } }
  { Data Variable
    { X U16 } { Y U16 } { Name Variable 1 } { Access U8 } { RegionFlags U32 } { WaterHeight U8 }
    { Agents U8 } { MapImageID LLUUID }
  }
}
{ MapItemRequest Low 475 NotTrusted Unencoded
  { AgentData Single
    { AgentID LLUUID } { SessionID LLUUID } { Flags U32 } { EstateID U32 } { Godlike BOOL }
  }
  { RequestData Single { ItemType U32 } { RegionHandle U64 } }
}
{ MapItemReply Low 476 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } { Flags U32 } }
  { RequestData Single { ItemType U32 } }
  { Data Variable { X U32 } { Y U32 } { ID LLUUID } { Extra S32 } { Extra2 S32 } { Name Variable 1 } }
}

// The region

{ EconomyDataRequest Low 36 NotTrusted Unencoded }
{ EconomyData Low 37 Trusted Zerocoded
  { Info Single
    { ObjectCapacity S32 } { ObjectCount S32 } { PriceEnergyUnit S32 } { PriceObjectClaim S32 }
    { PricePublicObjectDecay S32 } { PricePublicObjectDelete S32 } { PriceParcelClaim S32 }
    { PriceParcelClaimFactor F32 } { PriceUpload S32 } { PriceRentLight S32 } { TeleportMinPrice S32 }
    { TeleportPriceExponent F32 } { EnergyEfficiency F32 } { PriceObjectRent F32 }
    { PriceObjectScaleFactor F32 } { PriceParcelRent S32 } { PriceGroupCreate S32 }
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
    { TerrainDetail0 LLUUID } { TerrainDetail1 LLUUID } { TerrainDetail2 LLUUID }
    { TerrainDetail3 LLUUID } { TerrainStartHeight00 F32 } { TerrainStartHeight01 F32 }
    { TerrainStartHeight10 F32 } { TerrainStartHeight11 F32 } { TerrainHeightRange00 F32 }
    { TerrainHeightRange01 F32 } { TerrainHeightRange10 F32 } { TerrainHeightRange11 F32 }
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
{ SimulatorViewerTimeMessage Low 178 Trusted Unencoded
  { TimeInfo Single
    { UsecSinceStart U64 } { SecPerDay U32 } { SecPerYear U32 } { SunDirection LLVector3 }
    { SunPhase F32 } { SunAngVelocity LLVector3 }
  }
}
{ ParcelOverlay Low 228 Trusted Zerocoded
  { ParcelData Single { SequenceID S32 } { Data Variable 2 } }
}
{ ParcelPropertiesRequest Medium 12 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { ParcelData Single
    { SequenceID S32 } { West F32 } { South F32 } { East F32 } { North F32 } { SnapSelection BOOL }
  }
}
{ ParcelProperties High 24 Trusted Zerocoded
  { ParcelData Single
    { RequestResult S32 } { SequenceID S32 } { SnapSelection BOOL } { SelfCount S32 } { OtherCount S32 }
    { PublicCount S32 } { LocalID S32 } { OwnerID LLUUID } { IsGroupOwned BOOL } { AuctionID U32 }
    { ReservedNewbie BOOL } { ClaimDate S32 } { ClaimPrice S32 } { RentPrice S32 } { AABBMin LLVector3 }
    { AABBMax LLVector3 } { Bitmap Variable 2 } { Area S32 } { Status U8 } { SimWideMaxPrims S32 }
    { SimWideTotalPrims S32 } { MaxPrims S32 } { TotalPrims S32 } { OwnerPrims S32 } { GroupPrims S32 }
    { OtherPrims S32 } { SelectedPrims S32 } { ParcelPrimBonus F32 } { OtherCleanTime S32 }
    { ParcelFlags U32 } { SalePrice S32 } { Name Variable 1 } { Desc Variable 1 } { MusicURL Variable 1 }
    { MediaURL Variable 1 } { MediaID LLUUID } { MediaAutoScale U8 } { GroupID LLUUID } { PassPrice S32 }
    { PassHours F32 } { Category U8 } { AuthBuyerID LLUUID } { SnapshotID LLUUID }
    { UserLocation LLVector3 } { UserLookAt LLVector3 } { LandingType U8 } { RegionPushOverride BOOL }
    { RegionDenyAnonymous BOOL } { RegionDenyIdentified BOOL } { RegionDenyTransacted BOOL }
  }
}

// Teleports

{ TeleportRequest Low 80 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { Info Single { RegionID LLUUID } { Position LLVector3 } { LookAt LLVector3 } }
}
{ TeleportLocationRequest Low 81 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { Info Single { RegionHandle U64 } { Position LLVector3 } { LookAt LLVector3 } }
}
{ TeleportLocal Low 82 Trusted Unencoded
  { Info Single
    { AgentID LLUUID } { LocationID U32 } { Position LLVector3 } { LookAt LLVector3 }
    { TeleportFlags U32 }
  }
}
{ TeleportLandmarkRequest Low 83 NotTrusted Zerocoded
  { Info Single { AgentID LLUUID } { SessionID LLUUID } { LandmarkID LLUUID } }
}
{ TeleportProgress Low 84 Trusted Unencoded
  { AgentData Single { AgentID LLUUID } }
  { Info Single { TeleportFlags U32 } { Message Variable 1 } }
}
{ TeleportFinish Low 89 Trusted Unencoded
  { Info Single
    { AgentID LLUUID } { LocationID U32 } { SimIP IPADDR } { SimPort IPPORT } { RegionHandle U64 }
    { SeedCapability Variable 2 } { SimAccess U8 } { TeleportFlags U32 }
  }
}
{ StartLure Low 90 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { Info Single { LureType U8 } { Message Variable 1 } }
  { TargetData Variable { TargetID LLUUID } }
}
{ TeleportLureRequest Low 91 NotTrusted Unencoded
  { Info Single { AgentID LLUUID } { SessionID LLUUID } { LureID LLUUID } { TeleportFlags U32 } }
}
{ TeleportCancel Low 92 NotTrusted Unencoded
  { Info Single { AgentID LLUUID } { SessionID LLUUID } }
}
{ TeleportStart Low 94 Trusted Unencoded
  { Info Single { TeleportFlags U32 } }
}
{ TeleportFailed Low 95 Trusted Unencoded
  { Info Single { AgentID LLUUID } { Reason Variable 1 } }
}
`
