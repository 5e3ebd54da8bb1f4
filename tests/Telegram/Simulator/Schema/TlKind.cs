namespace Bridges.Telegram.Simulator.Schema;

internal enum TlKind
{
    Flags,
    True,
    Int,
    Long,
    Double,
    Text,
    Bytes,
    Int128,
    Int256,
    Bool,
    Vector,
    Object,

    /// <summary>The wrapped call: everything up to the end.</summary>
    Rest,
}
