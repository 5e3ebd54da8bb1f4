namespace Bridges.Fuzz.Tests.Machine;

/// <summary>A check failed; the message says on which input.</summary>
internal sealed class FuzzException(string message, Exception failure) : Exception(message, failure);
