namespace Bridges.Core;

/// <summary>What an account can do with people.</summary>
/// <param name="StartsChats">Finds them, and opens chats with them.</param>
/// <param name="CreatesGroups">Makes groups of them.</param>
/// <param name="ImportsStickers">Reads packs of the stickers that they send each other.</param>
public sealed record PeopleAbilities(bool StartsChats, bool CreatesGroups, bool ImportsStickers);
