namespace Bridges.Telegram.State;

/// <summary>What may be put to a chat's messages, as TDLib last told.</summary>
/// <param name="Emoji">The emoji allowed; null: all the usual ones.</param>
/// <param name="TakesCustom">Custom emoji are allowed, too.</param>
internal sealed record KnownReactions(IReadOnlyList<string>? Emoji, bool TakesCustom);
