using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Bridges.Matrix;

/// <summary>Makes the two registrations of one application service.</summary>
public static class RegistrationDocuments
{
    private const int TokenBytes = 32;

    /// <summary>The registration through which events come and the application service's own users speak.</summary>
    /// <param name="id">Unique on the homeserver.</param>
    /// <param name="url">Where the homeserver reaches the application service.</param>
    /// <param name="serverName">The part of user ids behind the colon.</param>
    /// <param name="botLocalpart">The bot: a user of the namespace like the others, since homeservers let the sender itself do less (Synapse: no <c>/sync</c>).</param>
    /// <param name="userPrefix">How the localparts of the application service's users begin, such as <c>_bridges_</c>.</param>
    public static Registration Main(string id, Uri url, string serverName, string botLocalpart, string userPrefix)
    {
        var server = Regex.Escape(serverName);
        return new Registration
        {
            Id = id,
            Url = url,
            AsToken = NewToken(),
            HsToken = NewToken(),
            SenderLocalpart = ServiceLocalpart(userPrefix),
            Users =
            [
                new RegistrationNamespace($"^@{Regex.Escape(botLocalpart)}:{server}$", Exclusive: true),
                new RegistrationNamespace($"^@{Regex.Escape(userPrefix)}.*:{server}$", Exclusive: true),
            ],
            ReceiveEphemeral = true,
        };
    }

    /// <summary>
    /// The companion that lets the application service act for the homeserver's people themselves. It has no address, so that
    /// their rooms' events are not sent anywhere, and claims nobody for itself.
    /// </summary>
    public static Registration Companion(string id, string serverName) => new()
    {
        Id = id,
        Url = null,
        AsToken = NewToken(),
        HsToken = NewToken(),
        // Required, but never used: a name that nobody has.
        SenderLocalpart = $"_{id}_{RandomNumberGenerator.GetHexString(16, lowercase: true)}",
        Users = [new RegistrationNamespace($"^@.*:{Regex.Escape(serverName)}$", Exclusive: false)],
    };

    /// <summary>The sender that the specification asks for. Nobody ever sees it.</summary>
    public static string ServiceLocalpart(string userPrefix) => $"{userPrefix}service";

    /// <summary>A token of 256 random bits.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(TokenBytes * 2, lowercase: true);
}
