using System.Text.Json;

namespace Bridges.Telegram.Delivery;

/// <summary>What an account wrote in a chat since a hand-over began.</summary>
/// <param name="OldestFirst">TDLib's messages.</param>
/// <param name="IsComplete">They were looked for all the way back to the hand-over.</param>
internal sealed record OwnMessages(IReadOnlyList<JsonElement> OldestFirst, bool IsComplete);
