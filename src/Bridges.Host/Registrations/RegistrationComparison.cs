using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>Tells how a registration document differs from what the configuration asks for. Never shows a token.</summary>
internal static class RegistrationComparison
{
    /// <exception cref="FormatException">The text is no registration.</exception>
    public static IReadOnlyList<string> Differences(BridgesConfiguration configuration, string yaml)
    {
        var actual = RegistrationYaml.Read(yaml);
        var companion = ConfiguredRegistrations.Companion(configuration);
        return companion is not null && actual.Id == companion.Id
            ? CompareCompanion(companion, actual)
            : CompareMain(ConfiguredRegistrations.Primary(configuration), actual);
    }

    private static List<string> CompareMain(Registration expected, Registration actual)
    {
        var differences = new List<string>();
        Check(differences, expected.Id == actual.Id, $"id is '{actual.Id}', the configuration's appservice.id is '{expected.Id}'");
        Check(differences, SameAddress(expected.Url, actual.Url), $"url is {actual.Url?.ToString() ?? "null"}, the configuration's is {expected.Url}");
        Check(differences, expected.AsToken == actual.AsToken, "as_token differs from appservice.as_token");
        Check(differences, expected.HsToken == actual.HsToken, "hs_token differs from appservice.hs_token");
        Check(
            differences, expected.SenderLocalpart == actual.SenderLocalpart,
            $"sender_localpart is '{actual.SenderLocalpart}' and is to be '{expected.SenderLocalpart}' (older registrations named the bot there)");
        Check(differences, actual.ReceiveEphemeral, "receive_ephemeral is off, so typing and read receipts do not arrive");
        Check(differences, !actual.RateLimited, "rate_limited is on, so the homeserver slows the bridge down");
        foreach (var missing in expected.Users.Where(wanted => !actual.Users.Contains(wanted)))
        {
            differences.Add($"namespaces.users lacks the {(missing.Exclusive ? "exclusive " : "")}entry {missing.Regex}");
        }

        foreach (var wide in actual.Users.Where(entry => entry.Exclusive && !expected.Users.Contains(entry)))
        {
            differences.Add($"namespaces.users has the exclusive entry {wide.Regex}, which is not the bridge's: whom it fits can neither log in nor be made");
        }

        return differences;
    }

    private static List<string> CompareCompanion(Registration expected, Registration actual)
    {
        var differences = new List<string>();
        Check(differences, expected.AsToken == actual.AsToken, "as_token differs from double_puppet.as_token");
        Check(differences, actual.Url is null, "url must be null: this registration is to receive no events");
        Check(differences, !actual.RateLimited, "rate_limited is on, so the homeserver slows the bridge down");
        Check(differences, expected.Users.All(actual.Users.Contains), $"namespaces.users lacks the entry {expected.Users[0].Regex}");
        Check(differences, actual.Users.All(entry => !entry.Exclusive), "namespaces.users is exclusive: nobody could register any more");
        return differences;
    }

    private static void Check(List<string> differences, bool isSame, string difference)
    {
        if (!isSame)
        {
            differences.Add(difference);
        }
    }

    private static bool SameAddress(Uri? left, Uri? right) =>
        left?.GetLeftPart(UriPartial.Path).TrimEnd('/') == right?.GetLeftPart(UriPartial.Path).TrimEnd('/');
}
