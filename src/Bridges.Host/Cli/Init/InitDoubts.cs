using System.Net;
using System.Net.Sockets;
using Bridges.Host.Doctor;

namespace Bridges.Host.Cli;

/// <summary>Looks at what answers lead to, where they can be slips that are well formed.</summary>
internal static class InitDoubts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<string?> OfHomeserverUrlAsync(string answer, CancellationToken cancellationToken)
    {
        using var probe = new HomeserverProbe(new Uri(answer), Patience);
        var versions = await probe.GetAsync("/_matrix/client/versions", token: null, cancellationToken);
        return versions.IsSuccess && versions.Json.ValueKind == System.Text.Json.JsonValueKind.Object ? null : $"No homeserver answers there ({versions.Describe()}).";
    }

    /// <param name="told">What the homeserver says; null where it says nothing.</param>
    public static string? OfServerName(string answer, string? told) => told is null || answer == told ? null : $"The homeserver says that it is {told}.";

    public static string? OfAdmin(string answer, string serverName) =>
        AdminAnswer.Complete(answer, serverName) is { Length: > 0 } user && !user.EndsWith($":{serverName}", StringComparison.Ordinal)
            ? $"The ids of this homeserver's users end in :{serverName}." : null;

    /// <summary>Only the port that this program would take itself is looked at: what stands before it is not its business.</summary>
    public static string? OfBridgeUrl(string answer, string homeserverUrl)
    {
        if (Uri.TryCreate(answer, UriKind.Absolute, out var own) && own.IsLoopback && Uri.TryCreate(homeserverUrl, UriKind.Absolute, out var homeserver) && !homeserver.IsLoopback)
        {
            return $"Where the homeserver runs, {own.Host} is that machine or container itself, and not this one, unless {homeserver.Host} is this machine.";
        }

        if (!Uri.TryCreate(answer, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
        {
            return null;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Any, url.Port);
            listener.Start();
            return null;
        }
        catch (SocketException exception)
        {
            return $"Port {url.Port} of this machine cannot be listened on ({exception.Message}).";
        }
    }
}
