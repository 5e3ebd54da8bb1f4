namespace Bridges.Telegram.Simulator.Schema;

/// <summary>A constructor or method that the simulator does not have.</summary>
internal sealed class UnknownConstructorException(uint id) : FormatException($"unknown constructor {id:x8}")
{
    public uint Id => id;
}
