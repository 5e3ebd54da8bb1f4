namespace Bridges.Telegram.Simulator.Schema;

/// <summary>One field: its type, and for an optional one the flags field and bit that announce it.</summary>
internal sealed record TlField(string Name, TlType Type, string? FlagsField, int Bit)
{
    public uint Mask => 1u << Bit;
}
