using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.History;
using Bridges.WhatsApp.Messages.Incoming;
using Bridges.WhatsApp.People;
using Bridges.WhatsApp.Sessions;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Accounts;

/// <summary>Hands what happens on an account to the host.</summary>
internal sealed partial class EventSink(IAccountHost host, EventTranslator translator, AccountServices services, AccountId account) : IEventSink
{
    /// <summary>WhatsApp unlinks devices whose phone was away for 14 days.</summary>
    private const int DaysBeforeWarning = 10;

    private readonly ILogger _logger = services.Loggers.CreateLogger<EventSink>();
    private ConnectionReport? _connection;
    private PeopleReader? _people;
    private HistoryReader? _history;

    /// <summary>What stands above is made later.</summary>
    public void Attach(ConnectionReport connection, PeopleReader people, HistoryReader history) => (_connection, _people, _history) = (connection, people, history);

    public async Task TakeAsync(IReadOnlyList<JsonElement> happened, CancellationToken cancellationToken)
    {
        var told = new List<RemoteEvent>();
        foreach (var one in happened)
        {
            switch (one.Text("type"))
            {
                case "history":
                    await HandOnAsync(told, cancellationToken);
                    await TakeHistoryAsync(one, cancellationToken);
                    break;
                case "person":
                    _ = TellOfPersonAsync(one.Text("user") ?? "", cancellationToken);
                    break;
                case "moved" when one.Text("chat") is { } from && one.Text("to") is { } to:
                    // What was told under the id before comes before, and what is told under the new one finds it moved.
                    await HandOnAsync(told, cancellationToken);
                    await host.UserMovedAsync(new RemoteUserId(from), new RemoteUserId(to), cancellationToken);
                    told.AddRange(Translate(one));
                    break;
                case not null when one.Text("chat") == RemoteIds.Status && !services.Options.StatusPosts:
                    break;
                default:
                    told.AddRange(Translate(one));
                    break;
            }
        }

        await HandOnAsync(told, cancellationToken);
    }

    public void Told(string method, JsonElement parameters)
    {
        if (method == "presence" && parameters.Text("user") is { } user && parameters.Text("chat") is { } chat)
        {
            TellOfPresence(RemoteIds.Chat(chat, account), new RemoteUserId(user), parameters);
        }
        else if (method == "phone" && parameters.Whole("days") is >= DaysBeforeWarning and var days)
        {
            host.Notify($"Your phone was not online on WhatsApp for {days} days. After 14 days WhatsApp unlinks this bridge: open WhatsApp on the phone while it is online.");
        }
    }

    private async Task HandOnAsync(List<RemoteEvent> told, CancellationToken cancellationToken)
    {
        if (told.Count > 0)
        {
            await host.ReceiveAsync([.. told], cancellationToken);
            told.Clear();
        }
    }

    /// <summary>What nothing can be made of is passed over, with a line in the log: it must not stop those behind it.</summary>
    private IReadOnlyList<RemoteEvent> Translate(JsonElement happened)
    {
        try
        {
            return translator.Translate(happened);
        }
        catch (Exception exception)
        {
            Log.NotUnderstood(_logger, exception, happened.Text("type"));
            return [];
        }
    }

    private void TellOfPresence(ChatKey chat, RemoteUserId user, JsonElement parameters)
    {
        switch (parameters.Text("presence"))
        {
            case "composing" or "recording":
                host.Typing(new RemoteTyping(chat, user, IsTyping: true));
                break;
            case "paused":
                host.Typing(new RemoteTyping(chat, user, IsTyping: false));
                break;
            case "available":
                host.PresenceChanged(new RemotePresence(user, IsOnline: true));
                break;
            case "unavailable":
                host.PresenceChanged(new RemotePresence(
                    user, IsOnline: false, parameters.Number("lastSeen") is > 0 and < 253_402_300_799 and var seen ? DateTimeOffset.FromUnixTimeSeconds(seen) : null));
                break;
        }
    }

    private async Task TakeHistoryAsync(JsonElement happened, CancellationToken cancellationToken)
    {
        _connection?.HistoryIsHere();
        if (happened.Text("session") is not null && _history is { } history)
        {
            await history.PushAsync(host, happened.Items("chats"), cancellationToken);
        }
    }

    private async Task TellOfPersonAsync(string user, CancellationToken cancellationToken)
    {
        try
        {
            if (_people is { } people && user.Length > 0)
            {
                host.UserChanged(await people.GetAsync(new RemoteUserId(user), cancellationToken));
            }
        }
        catch (Exception exception) when (exception is BridgeException or OperationCanceledException)
        {
            // The next look at this person shows the change.
            Log.NotLookedAt(_logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "A person that changed could not be looked at")]
        public static partial void NotLookedAt(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "An event of WhatsApp of kind {Kind} could not be understood and is passed over")]
        public static partial void NotUnderstood(ILogger logger, Exception exception, string? kind);
    }
}
