namespace Bridges.Host.Configuration;

/// <summary>Files that are no configuration of this program's at all: told as that, and not key by key.</summary>
internal static class MistakenFiles
{
    // What stands in every configuration of a mautrix bridge, and in none of ours.
    private static readonly string[] KeysOfMautrix = ["bridge", "homeserver.address", "homeserver.domain", "appservice.address"];

    private const int EnoughKeysOfMautrix = 3;

    /// <param name="root">What the file and the environment say.</param>
    /// <exception cref="ConfigurationException">It is such a file.</exception>
    public static void Refuse(MappingNode root, string file)
    {
        if (root.Entries.Count == 0)
        {
            throw new ConfigurationException(new ConfigurationProblem(new(file), "", "holds nothing.") { Mend = "rm it, and let 'bridges init' write one." });
        }

        // Of what a registration has at its top, our configuration has nothing.
        if (Has(root, "hs_token") && Has(root, "sender_localpart"))
        {
            throw new ConfigurationException(new ConfigurationProblem(root.Location, "", "is a registration, which the homeserver is given; the configuration is another file.")
            {
                Mend = "Name the file that 'bridges init' wrote beside the folder of the registrations: --config config.yaml",
            });
        }

        if (KeysOfMautrix.Count(key => Has(root, key)) >= EnoughKeysOfMautrix)
        {
            throw new ConfigurationException(new ConfigurationProblem(root.Location, "", "is the configuration of a mautrix bridge; this program has one of its own, for all networks together.")
            {
                Mend = "bridges init --config bridges.yaml   and answer with what stands here: homeserver.address is its --homeserver-url, homeserver.domain its --server-name.",
            });
        }
    }

    private static bool Has(MappingNode section, string key) => key.Split('.') is [var first, .. var rest]
        && section.Entries.FirstOrDefault(entry => entry.Key == first) is { } entry
        && (rest.Length == 0 || (entry.Value is MappingNode inner && Has(inner, string.Join('.', rest))));
}
