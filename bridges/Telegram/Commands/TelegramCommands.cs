using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Outgoing;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Commands;

/// <summary>What Telegram can do that Matrix has no form for: a message without a sound, one that is sent later, and a quiz.</summary>
/// <param name="commandPrefix">With what commands begin in a chat's room, where these are typed.</param>
internal sealed class TelegramCommands(
    AccountSession session, ChatFinder chats, ReplyBuilder replies, MessageSender sender, string commandPrefix, TimeProvider time)
{
    private const string Silent = "silent";
    private const string Schedule = "schedule";
    private const string Quiz = "quiz";

    /// <summary>Telegram keeps what is due in less than that no longer than anything else.</summary>
    private static readonly TimeSpan LeastDelay = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<AccountCommand> All { get; } =
    [
        new(Silent, "<text>", "send a message without a sound at its readers", NeedsChat: true),
        new(Schedule, "<time> <text>", "have Telegram send a message later: 15m, 18:30 or 2030-01-31 18:30, in UTC", NeedsChat: true),
        new(Quiz, "<question>", "ask a quiz: the question, then each answer on a line of its own, a + before the right one", NeedsChat: true),
    ];

    public async Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Chat is not { } chat)
        {
            throw BridgeException.Permanent("Use this command in the room of a Telegram chat.");
        }

        return call.Name switch
        {
            Silent => await SendAsync(call, chat, call.Text, sendAt: null, cancellationToken),
            Schedule => await ScheduleAsync(call, chat, cancellationToken),
            Quiz => await AskAsync(call, chat, cancellationToken),
            _ => throw BridgeException.Permanent($"Telegram has no command {call.Name}."),
        };
    }

    private string Typed(string command) => $"{commandPrefix} telegram {command}";

    private Task<RichText> ScheduleAsync(CommandCall call, ChatKey chat, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (SendLater.Read(call.Text.Text, now) is not var (at, start))
        {
            throw BridgeException.Permanent(
                $"Say when and what: `{Typed(Schedule)} 15m See you`, or `18:30 Dinner` or `2030-01-31 18:30 Party` behind the command's name. Times are in UTC.");
        }

        return at > now + LeastDelay
            ? SendAsync(call, chat, TextSplitter.After(call.Text, start), at, cancellationToken)
            : throw BridgeException.Permanent("That time is over, or too close. Times are in UTC.");
    }

    private async Task<RichText> SendAsync(CommandCall call, ChatKey key, RichText text, DateTimeOffset? sendAt, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text.Text))
        {
            throw BridgeException.Permanent($"Say what is to be sent: `{Typed(call.Name)} {(sendAt is null ? "" : "15m ")}See you`.");
        }

        var draft = DraftBuilder.Draft(RemoteIds.Chat(key.Chat), text.SpeakLinks(LinkRules.SpeaksForItself), reply: null) with { IsSilent = sendAt is null, SendAt = sendAt };
        var sent = await SendAsync(call, key, draft, cancellationToken);
        return RichText.Plain(sent.Object("scheduling_state") is not null && sendAt is { } at
            ? $"Telegram will send it on {at:yyyy-MM-dd} at {at:HH:mm} UTC. Until then it can be changed in Telegram's own apps."
            : "Sent without a sound.");
    }

    private async Task<RichText> AskAsync(CommandCall call, ChatKey key, CancellationToken cancellationToken)
    {
        var chat = RemoteIds.Chat(key.Chat);
        if (ChatIds.IsUser(chat))
        {
            throw BridgeException.Permanent("Telegram takes no quizzes in private chats.");
        }

        if (QuizText.Read(call.Text.Text) is not var (quiz, right))
        {
            throw BridgeException.Permanent(
                $"Say the question, and each answer on a line of its own, with a + before the right one:\n`{Typed(Quiz)} What is 1 + 1?`\n`1`\n`+ 2`");
        }

        var state = (await session.ConnectedClientAsync(cancellationToken)).State;
        await SendAsync(call, key, DraftBuilder.Draft(chat, quiz.Question, reply: null) with
        {
            Content = question => PlaceWriter.Poll(quiz, question, state, right),
            IsLike = PlaceWriter.IsLike(quiz),
        }, cancellationToken);
        return RichText.Plain("The quiz is there.");
    }

    private async Task<JsonElement> SendAsync(CommandCall call, ChatKey key, Draft draft, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        await chats.FindAsync(key, cancellationToken);
        var reply = await replies.BuildAsync(draft.Chat, call.ReplyTo is { } target ? new ReplyTarget(target) : null, topic: null, cancellationToken);
        return await sender.SendAsync(draft with { Reply = reply }, cancellationToken);
    }
}
