/** Inventory, and the assets it stands for. As of 2025. */
export const MODERN_INVENTORY = `
// Inventory

{ UpdateInventoryItem Low 266 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { TransactionID LLUUID } }
  { InventoryData Variable
    { ItemID LLUUID } { FolderID LLUUID } { CallbackID U32 } { CreatorID LLUUID } { OwnerID LLUUID }
    { GroupID LLUUID } { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 }
    { NextOwnerMask U32 } { GroupOwned BOOL } { TransactionID LLUUID } { Type S8 } { InvType S8 }
    { Flags U32 } { SaleType U8 } { SalePrice S32 } { Name Variable 1 } { Description Variable 1 }
    { CreationDate S32 } { CRC U32 }
  }
}
{ UpdateCreateInventoryItem Low 267 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SimApproved BOOL } { TransactionID LLUUID } }
  { InventoryData Variable
    { ItemID LLUUID } { FolderID LLUUID } { CallbackID U32 } { CreatorID LLUUID } { OwnerID LLUUID }
    { GroupID LLUUID } { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 }
    { NextOwnerMask U32 } { GroupOwned BOOL } { AssetID LLUUID } { Type S8 } { InvType S8 } { Flags U32 }
    { SaleType U8 } { SalePrice S32 } { Name Variable 1 } { Description Variable 1 } { CreationDate S32 }
    { CRC U32 }
  }
}
{ MoveInventoryItem Low 268 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { Stamp BOOL } }
  { InventoryData Variable { ItemID LLUUID } { FolderID LLUUID } { NewName Variable 1 } }
}
{ CopyInventoryItem Low 269 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable
    { CallbackID U32 } { OldAgentID LLUUID } { OldItemID LLUUID } { NewFolderID LLUUID }
    { NewName Variable 1 }
  }
}
{ RemoveInventoryItem Low 270 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable { ItemID LLUUID } }
}
{ CreateInventoryFolder Low 273 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { FolderData Single { FolderID LLUUID } { ParentID LLUUID } { Type S8 } { Name Variable 1 } }
}
{ UpdateInventoryFolder Low 274 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { FolderData Variable { FolderID LLUUID } { ParentID LLUUID } { Type S8 } { Name Variable 1 } }
}
{ MoveInventoryFolder Low 275 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } { Stamp BOOL } }
  { InventoryData Variable { FolderID LLUUID } { ParentID LLUUID } }
}
{ RemoveInventoryFolder Low 276 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { FolderData Variable { FolderID LLUUID } }
}
{ FetchInventoryDescendents Low 277 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Single
    { FolderID LLUUID } { OwnerID LLUUID } { SortOrder S32 } { FetchFolders BOOL } { FetchItems BOOL }
  }
}
{ InventoryDescendents Low 278 Trusted Zerocoded
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
{ FetchInventory Low 279 NotTrusted Zerocoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Variable { OwnerID LLUUID } { ItemID LLUUID } }
}
{ FetchInventoryReply Low 280 Trusted Zerocoded
  { AgentData Single { AgentID LLUUID } }
  { InventoryData Variable
    { ItemID LLUUID } { FolderID LLUUID } { CreatorID LLUUID } { OwnerID LLUUID } { GroupID LLUUID }
    { BaseMask U32 } { OwnerMask U32 } { GroupMask U32 } { EveryoneMask U32 } { NextOwnerMask U32 }
    { GroupOwned BOOL } { AssetID LLUUID } { Type S8 } { InvType S8 } { Flags U32 } { SaleType U8 }
    { SalePrice S32 } { Name Variable 1 } { Description Variable 1 } { CreationDate S32 } { CRC U32 }
  }
}
{ BulkUpdateInventory Low 281 Trusted Zerocoded
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
{ RequestTaskInventory Low 289 NotTrusted Unencoded
  { AgentData Single { AgentID LLUUID } { SessionID LLUUID } }
  { InventoryData Single { LocalID U32 } }
}
{ ReplyTaskInventory Low 290 Trusted Zerocoded
  { InventoryData Single { TaskID LLUUID } { Serial S16 } { Filename Variable 1 } }
}
{ CreateInventoryItem Low 305 NotTrusted Zerocoded
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
{ ImageNotInDatabase Low 86 Trusted Unencoded
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
{ TransferRequest Low 153 NotTrusted Zerocoded
  { TransferInfo Single
    { TransferID LLUUID } { ChannelType S32 } { SourceType S32 } { Priority F32 } { Params Variable 2 }
  }
}
{ TransferInfo Low 154 NotTrusted Zerocoded
  { TransferInfo Single
    { TransferID LLUUID } { ChannelType S32 } { TargetType S32 } { Status S32 } { Size S32 }
    { Params Variable 2 }
  }
}
{ TransferPacket High 17 NotTrusted Unencoded
  { TransferData Single
    { TransferID LLUUID } { ChannelType S32 } { Packet S32 } { Status S32 } { Data Variable 2 }
  }
}
{ TransferAbort Low 155 NotTrusted Zerocoded
  { TransferInfo Single { TransferID LLUUID } { ChannelType S32 } }
}
{ RequestXfer Low 156 NotTrusted Zerocoded
  { XferID Single
    { ID U64 } { Filename Variable 1 } { FilePath U8 } { DeleteOnCompletion BOOL } { UseBigPackets BOOL }
    { VFileID LLUUID } { VFileType S16 }
  }
}
{ SendXferPacket High 18 NotTrusted Unencoded
  { XferID Single { ID U64 } { Packet U32 } }
  { DataPacket Single { Data Variable 2 } }
}
{ ConfirmXferPacket High 19 NotTrusted Unencoded
  { XferID Single { ID U64 } { Packet U32 } }
}
{ AbortXfer Low 157 NotTrusted Unencoded
  { XferID Single { ID U64 } { Result S32 } }
}
{ AssetUploadRequest Low 333 NotTrusted Unencoded
  { AssetBlock Single
    { TransactionID LLUUID } { Type S8 } { Tempfile BOOL } { StoreLocal BOOL } { AssetData Variable 2 }
  }
}
{ AssetUploadComplete Low 334 NotTrusted Unencoded
  { AssetBlock Single { UUID LLUUID } { Type S8 } { Success BOOL } }
}
`
