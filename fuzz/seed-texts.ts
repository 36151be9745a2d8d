/** Good texts of kinds that the samples do not hold. */

export const TEMPLATE: readonly string[] = [
  `version 2.0
// A comment
{
  StartPingCheck High 1 NotTrusted Unencoded
  {
    PingID Single
    { PingID U8 }
    { OldestUnacked U32 }
  }
}
{
  CompletePingCheck High 2 NotTrusted Unencoded
  { PingID Single { PingID U8 } }
}
{
  ChatFromSimulator Low 139 Trusted Unencoded
  {
    ChatData Single
    { FromName Variable 1 }
    { SourceID LLUUID }
    { OwnerID LLUUID }
    { SourceType U8 }
    { ChatType U8 }
    { Audible U8 }
    { Position LLVector3 }
    { Message Variable 2 }
  }
}
{
  PacketAck Fixed 0xFFFFFFFB NotTrusted Unencoded
  { Packets Variable { ID U32 } }
}
`,
  `version 1.0
{
  UseCircuitCode Fixed 0xFFFFFFFA NotTrusted Unencoded
  { CircuitCode Single { Code U32 } { SessionID LLUUID } { ID LLUUID } }
}
{
  CoarseLocationUpdate Medium 6 Trusted Unencoded UDPDeprecated
  { Location Variable { X U8 } { Y U8 } { Z U8 } }
  { Index Multiple 3 { You S16 } { Prey S16 } }
  { Kinds Single { A S8 } { B S32 } { C S64 } { D U64 } { E F32 } { F F64 } { G LLVector3d } { H LLVector4 } }
  { More Single { I LLQuaternion } { J BOOL } { K IPADDR } { L IPPORT } { M Fixed 32 } { N U16 } { O Variable 4 } }
}
`,
]

export const KEYS: readonly string[] = [
  `# keys
SRP_SESSION_KEY alice 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff0011223344556677
SRP_CLIENT_PRIVATE "realm one" 0123456789abcdef secret
OSCAR_PASSWORD 12345 "pass \\" word"
GRAND_CHASE_SA 0x1234 0011223344556677 8899aabbccddeeff
`,
]

export const OPCODES: readonly string[] = [
  '# names\n28 ENU_VERIFY_ACCOUNT_REQ\n0x1c OTHER\ngc-center 29 ENU_X_ACK # why\ngc-game 4294967295 LAST\n',
]

export const CONFIGURATION: readonly string[] = [
  'template = "message_template.msg"\nsecrets = ["a.txt", "b.txt"]\ncolor = "never"\nwidth = 100\nsocks5 = false\ndecode-as = ["udp.port==9000-9050,sl"]\n',
]
