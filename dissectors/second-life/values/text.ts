import type { FieldTemplate } from '../template/model.js'

/*
 * Which Variable and Fixed fields hold text: UTF-8, nearly always with a NUL at the end. Templates do not
 * say. Those whose names are not here are looked at byte by byte, see guess.ts.
 */

/** In whatever message. */
const TEXTS = new Set(
  `Name HostName SimName ObjectName Message ErrorMessage AbuseRegionName Summary Details VersionString
  FirstName LastName QueryText Desc Group Date GroupName ParcelName FromName Subject FromAgentName
  SeedCapability Reason MediaURL Description Filename SysOS SysCPU SysGPU ProductSKU ProductName ColoName
  Text TouchName SitName AboutText FLAboutText BornOn ProfileURL WantToText SkillsText LanguagesText
  GroupTitle Notes PickName Creator Category User OriginalName ObjectOwner ButtonLabel URL MusicURL
  EstateName NVPairs NVPair InventoryHost SearchName ChannelVersion Method Parameter MuteName NewName
  ItemDescription FromAddress MailFilter From Body Request Reply Charter MemberTitle StartDate LastTaxDate
  TaxDate Time Item TerseDateID StartDateTime EndDateTime VoteCast ProposalText VoteType VoteResult
  OnlineStatus Title Selection DirectoryVisibility EMail SimFilename ViewerFilename To Msg StringValue
  TargetIP MediaType MediaDesc Filter TaskName OwnerName Token System TimeString Digest Status`.split(/\s+/),
)

const TEXT_PATHS = new Set([
  'TeleportFailed.AlertInfo.ExtraParams',
  'AlertMessage.AlertInfo.ExtraParams',
  'EmailMessageReply.DataBlock.Data',
])

/** Whether the field `Message.Block.Field` holds text. */
export function isText(path: string, { name, type }: FieldTemplate): boolean {
  return (type === 'Variable' || type === 'Fixed') && (TEXTS.has(name) || TEXT_PATHS.has(path))
}
