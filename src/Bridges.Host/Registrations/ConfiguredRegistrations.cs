using System.Security.Cryptography;
using System.Text;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>The registrations that follow from the configuration: the same ones each time.</summary>
internal static class ConfiguredRegistrations
{
    public const string MainFile = "bridges.yaml";
    public const string CompanionFile = "bridges-double-puppet.yaml";

    public static Registration Primary(BridgesConfiguration configuration)
    {
        var appservice = configuration.Appservice;
        return RegistrationDocuments.Main(appservice.Id, appservice.ReachableUrl, configuration.Homeserver.ServerName, appservice.Bot, appservice.GhostPrefix) with
        {
            AsToken = appservice.AsToken.Reveal(),
            HsToken = appservice.HsToken.Reveal(),
        };
    }

    /// <summary>Null where double puppets are off.</summary>
    public static Registration? Companion(BridgesConfiguration configuration)
    {
        if (configuration.DoublePuppet is not { Enabled: true, AsToken: { } token })
        {
            return null;
        }

        var id = CompanionId(configuration);
        return RegistrationDocuments.Companion(id, configuration.Homeserver.ServerName) with
        {
            AsToken = token.Reveal(),
            // Nobody ever shows this token or has this name; they follow from the rest so that the document stays the same.
            HsToken = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"hs_token of {token.Reveal()}"))),
            SenderLocalpart = $"_{id}",
        };
    }

    public static string CompanionId(BridgesConfiguration configuration) => $"{configuration.Appservice.Id}-double-puppet";
}
