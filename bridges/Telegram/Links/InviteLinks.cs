namespace Bridges.Telegram.Links;

/// <summary>What users type to name a chat that they are not in.</summary>
internal static class InviteLinks
{
    /// <summary>Links that let in whoever has them, as opposed to public names.</summary>
    public static bool IsInvite(string text) =>
        text.Contains("joinchat/", StringComparison.OrdinalIgnoreCase)
        || text.Contains("t.me/+", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("tg://join?", StringComparison.OrdinalIgnoreCase);

    /// <summary>The public name in a link, or what was typed without its sign.</summary>
    public static string NameIn(string text)
    {
        var withoutScheme = text[(text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        var parts = withoutScheme.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (parts.Length > 1 ? parts[1] : withoutScheme).TrimStart('@').Split('?')[0];
    }
}
