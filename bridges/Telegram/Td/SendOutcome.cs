using System.Text.Json;

namespace Bridges.Telegram.Td;

/// <summary>How the sending of a message ended.</summary>
/// <param name="Message">The message: with its final id, or as it failed.</param>
/// <param name="Error">Why it failed, or null.</param>
internal sealed record SendOutcome(JsonElement Message, TdException? Error);
