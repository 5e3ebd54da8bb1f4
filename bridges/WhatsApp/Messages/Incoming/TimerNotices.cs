using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>Says who changed how long a chat's messages stay: Matrix shows it nowhere, and what they write vanishes with the others.</summary>
internal static class TimerNotices
{
    private const int Hour = 3600;
    private const int Day = 24 * Hour;

    public static RemoteNotice Of(ChatKey chat, JsonElement happened, Func<string, string> nameOf) => new()
    {
        Chat = chat,
        Timestamp = happened.Time("at"),
        Id = new RemoteMessageId($"timer.{happened.Text("id")}"),
        Text = RichText.Plain(Sentence(happened.Text("sender") is { } sender && nameOf(sender) is var name && name != sender ? name : null, happened.Number("seconds") ?? 0)),
    };

    /// <param name="who">Null where no name is known.</param>
    private static string Sentence(string? who, long seconds) => (who, seconds) switch
    {
        (null, <= 0) => "Messages do not disappear any more.",
        (_, <= 0) => $"{who} turned off that messages disappear.",
        (null, _) => $"New messages disappear after {InWords(seconds)} from now on.",
        _ => $"{who} set that new messages disappear after {InWords(seconds)}.",
    };

    private static string InWords(long seconds) => seconds switch
    {
        Day => "a day",
        _ when seconds % Day == 0 => $"{seconds / Day} days",
        _ => $"{Math.Max(1, seconds / Hour)} h",
    };
}
