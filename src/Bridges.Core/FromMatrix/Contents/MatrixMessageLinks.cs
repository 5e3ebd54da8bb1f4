using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Matrix links to messages that are bridged lead to them on the network.</summary>
internal sealed class MatrixMessageLinks(MessageTable messages)
{
    private const string Start = "https://matrix.to/#/";

    /// <summary>The style as it is, where the link leads elsewhere.</summary>
    public async Task<TextStyle> ToRemoteAsync(RunningAccount account, TextStyle.Link link, CancellationToken cancellationToken) =>
        account.Account is ILinksMessages links
        && EventOf(link.Url) is { } eventId
        && await messages.ByEventAsync(eventId, cancellationToken) is [var message, ..]
        && message.Network == account.Network
        && links.LinkTo(new MessageAddress(message.Chat, message.Message)) is { } url
            ? new TextStyle.Link(url)
            : link;

    private static string? EventOf(string url)
    {
        if (!url.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = url[Start.Length..].Split('?')[0].Split('/');
        return path is [_, var eventId] && Uri.UnescapeDataString(eventId) is ['$', ..] named ? named : null;
    }
}
