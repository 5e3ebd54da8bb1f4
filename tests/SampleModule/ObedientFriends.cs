using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>
/// Other people who do what a message tells them, so that a benchmark can steer the network from Matrix:
/// <c>say 100</c> brings that many messages into the chat, <c>meet 5 20</c> one message each from <c>chat-5</c> to
/// <c>chat-20</c>, <c>bring 0 50</c> one message each from fifty people, <c>guest-0</c> and so on, who have not been in the
/// chat before, <c>hand 10 200000</c> ten files of so many bytes, <c>react 100</c> so many changes of a reaction to one message, <c>echo x</c> the message
/// <c>x t</c>, where t is the machine's clock of <see cref="Stopwatch"/>. Of a file with the caption <c>weigh</c> they say what it weighs.
/// </summary>
internal sealed class ObedientFriends(IAccountHost host)
{
    private readonly ConcurrentQueue<Task> _tasks = [];
    private readonly ConcurrentDictionary<(ChatKey Chat, RemoteUserId Guest), bool> _guests = [];

    /// <summary>Ends when everything that was asked for is done.</summary>
    public Task Completion => Task.WhenAll(_tasks);

    /// <summary>Who was brought into a chat.</summary>
    public IEnumerable<RemoteUserId> GuestsIn(ChatKey chat) => _guests.Keys.Where(guest => guest.Chat == chat).Select(guest => guest.Guest);

    public void SendGuestsAway(ChatKey chat)
    {
        foreach (var guest in GuestsIn(chat))
        {
            _guests.TryRemove((chat, guest), out _);
        }
    }

    public void Obey(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.GetTimestamp();
        if (message.Content is FileContent { Caption.Text: "weigh" } file)
        {
            var size = new FileInfo(file.File.Path!).Length;
            Begin(() => SayAsync(message.Chat, $"weighed-{message.Delivery}", $"{size} bytes", cancellationToken));
            return;
        }

        if (message.Content is not TextContent { Text.Text: var text })
        {
            return;
        }

        var words = text.Split(' ');
        switch (words)
        {
            case ["say", var count]:
                Begin(() => SayAsync(message, Number(count), cancellationToken));
                break;
            case ["meet", var first, var last]:
                Begin(() => MeetAsync(message, Number(first), Number(last), cancellationToken));
                break;
            case ["bring", var first, var count]:
                Begin(() => BringAsync(message, Number(first), Number(count), cancellationToken));
                break;
            case ["hand", var count, var size]:
                Begin(() => HandAsync(message, Number(count), Number(size), cancellationToken));
                break;
            case ["react", var count]:
                Begin(() => ReactAsync(message, Number(count), cancellationToken));
                break;
            case ["echo", var what]:
                Begin(() => SayAsync(message.Chat, $"echo-{message.Delivery}", $"{what} {clock}", cancellationToken));
                break;
        }
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private void Begin(Func<Task> task)
    {
        while (_tasks.TryPeek(out var oldest) && oldest.IsCompleted)
        {
            _tasks.TryDequeue(out _);
        }

        _tasks.Enqueue(Task.Run(task));
    }

    private async Task SayAsync(OutgoingMessage asked, int count, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= count; number++)
        {
            await SayAsync(asked.Chat, $"said-{asked.Delivery}-{number}", $"message {number}", cancellationToken);
        }
    }

    private async Task HandAsync(OutgoingMessage asked, int count, int size, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= count; number++)
        {
            var file = SampleFiles.Handle($"{asked.Delivery}-{number}.bin", "application/octet-stream", size);
            await host.ReceiveAsync(
                SampleChats.Message(asked.Chat, $"handed-{asked.Delivery}-{number}", new FileContent(file), TimeProvider.System.GetUtcNow()), cancellationToken);
        }
    }

    /// <summary>Each takes the place of the one before. A last message tells that all are there, as a chat is in order.</summary>
    private async Task ReactAsync(OutgoingMessage asked, int count, CancellationToken cancellationToken)
    {
        var target = $"reacted-{asked.Delivery}";
        await SayAsync(asked.Chat, target, "well?", cancellationToken);
        for (var number = 1; number <= count; number++)
        {
            await host.ReceiveAsync(
                new RemoteReactions
                {
                    Chat = asked.Chat,
                    Target = new RemoteMessageId(target),
                    Sender = SampleChats.FriendIn(asked.Chat),
                    Reactions = [new Reaction(number % 2 == 0 ? "👍" : "🎉")],
                    Timestamp = TimeProvider.System.GetUtcNow(),
                },
                cancellationToken);
        }

        await SayAsync(asked.Chat, $"after-{asked.Delivery}", "that was all", cancellationToken);
    }

    private Task MeetAsync(OutgoingMessage asked, int first, int last, CancellationToken cancellationToken) => Parallel.ForAsync(
        first, last + 1, cancellationToken,
        async (number, token) => await SayAsync(SampleChats.Key(number, asked.Chat.Receiver!.Value), "hello", "hello", token));

    private async Task BringAsync(OutgoingMessage asked, int first, int count, CancellationToken cancellationToken)
    {
        for (var number = first; number < first + count; number++)
        {
            var guest = new RemoteUserId($"guest-{number}");
            _guests.TryAdd((asked.Chat, guest), value: true);
            var said = SampleChats.Message(asked.Chat, $"brought-{asked.Delivery}-{number}", new TextContent(RichText.Plain("hello")), TimeProvider.System.GetUtcNow());
            await host.ReceiveAsync(said with { Sender = guest }, cancellationToken);
        }
    }

    private async Task SayAsync(ChatKey chat, string id, string text, CancellationToken cancellationToken) =>
        await host.ReceiveAsync(SampleChats.Message(chat, id, new TextContent(RichText.Plain(text)), TimeProvider.System.GetUtcNow()), cancellationToken);
}
