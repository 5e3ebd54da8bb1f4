namespace Bridges.Benchmarks;

/// <summary>The tokens in a registration document.</summary>
internal sealed record RegistrationTokens(string Appservice, string Homeserver)
{
    public static RegistrationTokens Read(string path)
    {
        var values = File.ReadLines(path)
            .Select(line => line.Split(": ", 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1].Trim('"'), StringComparer.Ordinal);
        return new RegistrationTokens(values["as_token"].First(), values["hs_token"].First());
    }
}
