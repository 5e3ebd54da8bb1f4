using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Core.Portals.Looks;

/// <summary>Who gave chats their looks since their rooms were last compared with them. Nothing is kept over a restart: then the bot shows it.</summary>
internal sealed class LookAuthorship(TimeProvider time)
{
    /// <summary>For what is on its way through the journal.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<(NetworkId, ChatKey), LookAuthors> _known = new();

    /// <summary>To be called before the comparison is asked for.</summary>
    public void Told(NetworkId network, ChatKey chat, RemoteChatChange change)
    {
        if (change is { Sender: not null, Look: not ChatLook.None })
        {
            var later = LookAuthors.Of(change);
            _known.AddOrUpdate((network, chat), later, (_, known) => known.Then(later));
        }
    }

    /// <summary>What is known, for a comparison.</summary>
    public LookAuthors Take(NetworkId network, ChatKey chat) => _known.TryRemove((network, chat), out var known) ? known : LookAuthors.Unknown;

    /// <summary>The same where a chat turned out to look otherwise than its room: who changed it may be told in the same moment, or a little later.</summary>
    public async Task<LookAuthors> TakeLateAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        if (!_known.ContainsKey((network, chat)))
        {
            await Task.Delay(_patience, time, cancellationToken);
        }

        return Take(network, chat);
    }

    /// <summary>The comparison came to nothing; the next one needs them.</summary>
    public void GiveBack(NetworkId network, ChatKey chat, LookAuthors taken)
    {
        if (taken != LookAuthors.Unknown)
        {
            _known.AddOrUpdate((network, chat), taken, (_, later) => taken.Then(later));
        }
    }
}
