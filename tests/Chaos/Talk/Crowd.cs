using Bridges.Chaos.Tests.Stage;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Chaos.Tests.Talk;

/// <summary>Alice's chats of all kinds, and people who talk in them all the time.</summary>
internal sealed class Crowd
{
    private readonly ChaosStage _stage;
    private readonly Random _random;
    private readonly Person _bob;
    private readonly Person _carol;
    private readonly List<Conversation> _conversations = [];
    private int _strangers;

    public Crowd(ChaosStage stage, int seed)
    {
        _stage = stage;
        _random = new Random(seed);
        _bob = stage.NewPerson("Bob");
        _carol = stage.NewPerson("Carol");
        Open(stage.AliceOnTelegram.ChatWith(_bob), _bob);
        Open(stage.AliceOnTelegram.ChatWith(_carol), _carol);
        Open(stage.Telegram.Chats.CreateGroup("Family", _bob, stage.AliceOnTelegram, _carol), _bob, _carol);
        Open(stage.Telegram.Chats.CreateSupergroup("Friends", _carol, stage.AliceOnTelegram, _bob), _bob, _carol);
    }

    public IReadOnlyList<Conversation> Conversations
    {
        get
        {
            lock (_conversations)
            {
                return [.. _conversations];
            }
        }
    }

    /// <summary>Somebody says something in every chat, and it arrives: every room exists.</summary>
    public async Task WarmUpAsync()
    {
        foreach (var conversation in Conversations)
        {
            var text = conversation.SayOnTelegram(conversation.Others[0]).Text;
            await _stage.Alice.WaitForEventAsync(seen => seen.Body == text, ChaosStage.Patience);
        }
    }

    /// <summary>Talks on both sides until cancelled.</summary>
    public Task TalkAsync(CancellationToken until) => Task.WhenAll(TalkOnTelegramAsync(until), TalkOnMatrixAsync(until));

    /// <summary>Somebody of whom Alice has never heard writes to her, or puts her into a new group.</summary>
    public void MeetStranger()
    {
        var stranger = _stage.NewPerson($"Stranger {++_strangers}");
        Chat chat = _strangers % 2 == 0
            ? _stage.AliceOnTelegram.ChatWith(stranger)
            : _stage.Telegram.Chats.CreateSupergroup($"Strange {_strangers}", stranger, _stage.AliceOnTelegram);
        Open(chat, stranger).SayOnTelegram(stranger);
    }

    private Conversation Open(Chat chat, params Person[] others)
    {
        lock (_conversations)
        {
            var conversation = new Conversation(_stage, _conversations.Count + 1, chat, others, new Random(_random.Next()));
            _conversations.Add(conversation);
            return conversation;
        }
    }

    private async Task TalkOnTelegramAsync(CancellationToken until)
    {
        var random = new Random(_random.Next());
        while (await PauseAsync(random, until))
        {
            var conversations = Conversations;
            conversations[random.Next(conversations.Count)].ActOnTelegram();
        }
    }

    private async Task TalkOnMatrixAsync(CancellationToken until)
    {
        var random = new Random(_random.Next());
        while (await PauseAsync(random, until))
        {
            var conversations = Conversations;
            await conversations[random.Next(conversations.Count)].ActOnMatrixAsync();
        }
    }

    private static async Task<bool> PauseAsync(Random random, CancellationToken until)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(50 + random.Next(400)), until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !until.IsCancellationRequested;
    }
}
