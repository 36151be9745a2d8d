/** Inventory, and the assets it stands for. As of viewer 1.13.2. */
export const CLASSIC_INVENTORY = `
// Inventory

{ UpdateInventoryItem Low 305 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable
    { ItemID LLUUID } { FolderID LLUUID } { CallbackID U32 } { CreatorID LLUUID } { OwnerID LLUUID }
    { GroupID LLUUID } { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 }
    { NextOwnerMask U32 } { GroupOwned BOOL } { TransactionID LLUUID } { Type S8 } { InvType S8 }
    { Flags U32 } { SaleType U8 } { SalePrice S32 } { Name Variable 1 } { Description Variable 1 }
    { CreationDate S32 } { CRC U32 }
  }
}
{ UpdateCreateInventoryItem Low 306 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SimApproved BOOL } }
  { InventoryData Variable
    { ItemID LLUUID } { FolderID LLUUID } { CallbackID U32 } { CreatorID LLUUID } { OwnerID LLUUID }
    { GroupID LLUUID } { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 }
    { NextOwnerMask U32 } { GroupOwned BOOL } { AssetID LLUUID } { Type S8 } { InvType S8 } { Flags U32 }
    { SaleType U8 } { SalePrice S32 } { Name Variable 1 } { Description Variable 1 } { CreationDate S32 }
    { CRC U32 }
  }
}
{ MoveInventoryItem Low 307 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { Stamp BOOL } }
  { InventoryData Variable { ItemID LLUUID } { FolderID LLUUID } { NewName Variable 1 } }
}
{ CopyInventoryItem Low 308 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable
    { CallbackID U32 } { OldAgentID LLUUID } { OldItemID LLUUID } { NewFolderID LLUUID }
    { NewName Variable 1 }
  }
}
{ RemoveInventoryItem Low 309 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable { ItemID LLUUID } }
}
{ CreateInventoryFolder Low 312 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { FolderData Single { FolderID LLUUID } { ParentID LLUUID } { Type S8 } { Name Variable 1 } }
}
{ UpdateInventoryFolder Low 313 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { FolderData Variable { FolderID LLUUID } { ParentID LLUUID } { Type S8 } { Name Variable 1 } }
}
{ MoveInventoryFolder Low 314 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { Stamp BOOL } }
  { InventoryData Variable { FolderID LLUUID } { ParentID LLUUID } }
}
{ RemoveInventoryFolder Low 315 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { FolderData Variable { FolderID LLUUID } }
}
{ FetchInventoryDescendents Low 316 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Single
    { FolderID LLUUID } { OwnerID LLUUID } { SortOrder S32 } { FetchFolders BOOL } { FetchItems BOOL }
  }
}
{ InventoryDescendents Low 317 Trusted Zerocoded
  { AgentData Single
    { AgentID LLUUID } { FolderID LLUUID } { OwnerID LLUUID } { Version S32 } { Descendents S32 }
  }
  { FolderData Variable { FolderID LLUUID } { ParentID LLUUID } { Type S8 } { Name Variable 1 } }
  { ItemData Variable
    { ItemID LLUUID } { FolderID LLUUID } { CreatorID LLUUID } { OwnerID LLUUID } { GroupID LLUUID }
    { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 } { NextOwnerMask U32 }
    { GroupOwned BOOL } { AssetID LLUUID } { Type S8 } { InvType S8 } { Flags U32 } { SaleType U8 }
    { SalePrice S32 } { Name Variable 1 } { Description Variable 1 } { CreationDate S32 } { CRC U32 }
  }
}
{ FetchInventory Low 318 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable { OwnerID LLUUID } { ItemID LLUUID } }
}
{ FetchInventoryReply Low 319 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } }
  { InventoryData Variable
    { ItemID LLUUID } { FolderID LLUUID } { CreatorID LLUUID } { OwnerID LLUUID } { GroupID LLUUID }
    { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 } { NextOwnerMask U32 }
    { GroupOwned BOOL } { AssetID LLUUID } { Type S8 } { InvType S8 } { Flags U32 } { SaleType U8 }
    { SalePrice S32 } { Name Variable 1 } { Description Variable 1 } { CreationDate S32 } { CRC U32 }
  }
}
{ BulkUpdateInventory Low 320 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } { TransactionID LLUUID } }
  { FolderData Variable { FolderID LLUUID } { ParentID LLUUID } { Type S8 } { Name Variable 1 } }
  { ItemData Variable
    { ItemID LLUUID } { CallbackID U32 } { FolderID LLUUID } { CreatorID LLUUID } { OwnerID LLUUID }
    { GroupID LLUUID } { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 }
    { NextOwnerMask U32 } { GroupOwned BOOL } { AssetID LLUUID } { Type S8 } { InvType S8 } { Flags U32 }
    { SaleType U8 } { SalePrice S32 } { Name Variable 1 } { Description Variable 1 } { CreationDate S32 }
    { CRC U32 }
  }
}
{ RequestTaskInventory Low 328 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Single { LocalID U32 } }
}
{ ReplyTaskInventory Low 329 Trusted Zerocoded
  { InventoryData Single { TaskID LLUUID } { Serial S16 } { Filename Variable 1 } }
}
{ CreateInventoryItem Low 346 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryBlock Single
    { CallbackID U32 } { FolderID LLUUID } { TransactionID LLUUID } { NextOwnerMask U32 } { Type S8 }
    { InvType S8 } { WearableType U8 } { Name Variable 1 } { Description Variable 1 }
  }
}

// Assets

{ RequestImage High 8 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { RequestImage Variable
    { Image LLUUID } { DiscardLevel S8 } { DownloadPriority F32 } { Packet U32 } { Type U8 }
  }
}
{ ImageNotInDatabase Low 111 Trusted Unencoded
  { ImageID Single { ID LLUUID } }
}
{ ImageData High 9 Trusted Unencoded
  { ImageID Single { ID LLUUID } { Codec U8 } { Size U32 } { Packets U16 } }
  { ImageData Single { Data Variable 2 } }
}
{ ImagePacket High 10 Trusted Unencoded
  { ImageID Single { ID LLUUID } { Packet U16 } }
  { ImageData Single { Data Variable 2 } }
}
{ TransferRequest Low 181 NotTrusted Zerocoded
  { TransferInfo Single
    { TransferID LLUUID } { ChannelType S32 } { SourceType S32 } { Priority F32 } { Params Variable 2 }
  }
}
{ TransferInfo Low 182 NotTrusted Zerocoded
  { TransferInfo Single
    { TransferID LLUUID } { ChannelType S32 } { TargetType S32 } { Status S32 } { Size S32 }
    { Params Variable 2 }
  }
}
{ TransferPacket High 18 NotTrusted Unencoded
  { TransferData Single
    { TransferID LLUUID } { ChannelType S32 } { Packet S32 } { Status S32 } { Data Variable 2 }
  }
}
{ TransferAbort Low 183 NotTrusted Zerocoded
  { TransferInfo Single { TransferID LLUUID } { ChannelType S32 } }
}
{ RequestXfer Low 185 NotTrusted Zerocoded
  { XferID Single
    { ID U64 } { Filename Variable 1 } { FilePath U8 } { DeleteOnCompletion BOOL } { UseBigPackets BOOL }
    { VFileID LLUUID } { VFileType S16 }
  }
}
{ SendXferPacket High 19 NotTrusted Unencoded
  { XferID Single { ID U64 } { Packet U32 } }
  { DataPacket Single { Data Variable 2 } }
}
{ ConfirmXferPacket High 20 NotTrusted Unencoded
  { XferID Single { ID U64 } { Packet U32 } }
}
{ AbortXfer Low 186 NotTrusted Unencoded
  { XferID Single { ID U64 } { Result S32 } }
}
{ AssetUploadRequest Low 386 NotTrusted Unencoded
  { AssetBlock Single
    { TransactionID LLUUID } { Type S8 } { Tempfile BOOL } { StoreLocal BOOL } { AssetData Variable 2 }
  }
}
{ AssetUploadComplete Low 387 NotTrusted Unencoded
  { AssetBlock Single { UUID LLUUID } { Type S8 } { Success BOOL } }
}
`
