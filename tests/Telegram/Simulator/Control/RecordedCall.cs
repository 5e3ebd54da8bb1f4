using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Control;

/// <summary>One call that a client made.</summary>
/// <param name="Method">The method's name, for example <c>messages.sendMessage</c>.</param>
/// <param name="Caller">Who was logged in, if anyone.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Error">The error it was answered with, if any.</param>
public sealed record RecordedCall(string Method, Person? Caller, DateTimeOffset At, string? Error);
