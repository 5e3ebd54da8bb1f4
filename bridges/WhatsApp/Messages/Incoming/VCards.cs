namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>What a vCard says of a person's addresses; the card itself goes along whole.</summary>
internal static class VCards
{
    private const int MostLines = 500;

    public static IReadOnlyList<string> Phones(string card) => Values(card, "TEL");

    public static IReadOnlyList<string> Emails(string card) => Values(card, "EMAIL");

    private static List<string> Values(string card, string name) =>
    [
        .. card.Split('\n').Take(MostLines)
            .Select(line => line.Trim())
            .Where(line => line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                && line[..colon].Split(';')[0].Split('.')[^1].Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
            .Where(value => value.Length > 0),
    ];
}
