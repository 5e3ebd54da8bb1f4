using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix;

/// <summary>Reads what a Matrix user wrote into neutral form.</summary>
internal sealed class MessageReader(GhostIds ids, AccountRegistry accounts)
{
    /// <exception cref="BridgeException">The message is of a kind that cannot be carried over.</exception>
    public Task<MessageContent> ReadAsync(RunningAccount account, MatrixEvent roomEvent, RoomMessageContent? content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var manner = content?.MsgType switch
        {
            MessageTypes.Text => TextManner.Plain,
            MessageTypes.Emote => TextManner.Emote,
            null => throw BridgeException.Permanent(
                roomEvent.Type == EventTypes.Sticker
                    ? $"Stickers cannot be sent to {account.NetworkName} yet."
                    : "The message has no content that can be read."),
            _ => throw BridgeException.Permanent($"{Kind(content.MsgType)} cannot be sent to {account.NetworkName} yet."),
        };
        var text = MessageText.Of(content);
        return Task.FromResult<MessageContent>(new TextContent(text with { Spans = [.. Translate(account, text.Spans)] }, manner));
    }

    private static string Kind(string messageType) => messageType switch
    {
        MessageTypes.Image => "Pictures",
        MessageTypes.Video => "Videos",
        MessageTypes.Audio => "Sound",
        MessageTypes.File => "Files",
        MessageTypes.Location => "Locations",
        _ => "Messages of this kind",
    };

    /// <summary>Mentions of people on this network become its own; mentions of others stay mere text.</summary>
    private IEnumerable<TextSpan> Translate(RunningAccount account, IReadOnlyList<TextSpan> spans)
    {
        foreach (var span in spans)
        {
            if (span.Style is not MatrixUserMention mention)
            {
                yield return span;
            }
            else if (FindRemote(account, mention.User) is { } user)
            {
                yield return span with { Style = new TextStyle.Mention(user) };
            }
        }
    }

    private RemoteUserId? FindRemote(RunningAccount account, UserId user)
    {
        if (ids.TryParse(user, out var network, out var remote))
        {
            return network == account.Network ? remote : null;
        }

        return accounts.OwnedBy(user).FirstOrDefault(other => other.Network == account.Network)?.Account.Self;
    }
}
