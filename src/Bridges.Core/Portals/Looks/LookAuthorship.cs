using Bridges.Abstractions;

namespace Bridges.Core.Portals.Looks;

/// <summary>Who gave chats their looks since their rooms were last compared with them. Nothing is kept over a restart: then the bot shows it.</summary>
internal sealed class LookAuthorship(TimeProvider time)
{
    private const int ManyKnown = 256;

    /// <summary>For what is on its way through the journal.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);

    /// <summary>A chat without a room is compared with none; who changed it long ago is not who gives its room its look later.</summary>
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(NetworkId, ChatKey), Known> _known = [];

    /// <summary>To be called before the comparison is asked for.</summary>
    public void Told(NetworkId network, ChatKey chat, RemoteChatChange change)
    {
        if (change is { Sender: not null, Look: not ChatLook.None })
        {
            Keep((network, chat), LookAuthors.Of(change), isLater: true);
        }
    }

    /// <summary>What is known, for a comparison.</summary>
    public LookAuthors Take(NetworkId network, ChatKey chat)
    {
        lock (_lock)
        {
            return _known.Remove((network, chat), out var known) && !IsOld(known) ? known.Authors : LookAuthors.Unknown;
        }
    }

    /// <summary>The same where a chat turned out to look otherwise than its room: who changed it may be told in the same moment, or a little later.</summary>
    public async Task<LookAuthors> TakeLateAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        if (Take(network, chat) is var known && known != LookAuthors.Unknown)
        {
            return known;
        }

        await Task.Delay(_patience, time, cancellationToken);
        return Take(network, chat);
    }

    /// <summary>The comparison came to nothing; the next one needs them.</summary>
    public void GiveBack(NetworkId network, ChatKey chat, LookAuthors taken)
    {
        if (taken != LookAuthors.Unknown)
        {
            Keep((network, chat), taken, isLater: false);
        }
    }

    private void Keep((NetworkId, ChatKey) chat, LookAuthors authors, bool isLater)
    {
        lock (_lock)
        {
            if (_known.Count >= ManyKnown)
            {
                foreach (var (old, _) in _known.Where(entry => IsOld(entry.Value)).ToArray())
                {
                    _known.Remove(old);
                }
            }

            var known = _known.TryGetValue(chat, out var one) && !IsOld(one) ? one.Authors : LookAuthors.Unknown;
            _known[chat] = new Known(isLater ? known.Then(authors) : authors.Then(known), time.GetUtcNow());
        }
    }

    private bool IsOld(Known known) => time.GetUtcNow() - known.At > _lifetime;

    private readonly record struct Known(LookAuthors Authors, DateTimeOffset At);
}
