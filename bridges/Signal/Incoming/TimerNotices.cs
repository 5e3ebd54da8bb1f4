using Bridges.Abstractions;

namespace Bridges.Signal.Incoming;

/// <summary>Says who changed how long a chat's messages stay: Matrix shows it nowhere, and what they write vanishes with the others.</summary>
internal static class TimerNotices
{
    /// <param name="id">Unique in the chat.</param>
    /// <param name="who">What the person is called who changed it; null where nobody knows.</param>
    /// <param name="seconds">Zero: they stay.</param>
    public static RemoteNotice Of(ChatKey chat, DateTimeOffset at, string id, string? who, long seconds) => new()
    {
        Chat = chat,
        Timestamp = at,
        Id = new RemoteMessageId($"timer.{id}"),
        Text = RichText.Plain(Sentence(who, seconds)),
    };

    public static string Sentence(string? who, long seconds) => (who, seconds) switch
    {
        (null, <= 0) => "Messages do not disappear any more.",
        (null, _) => $"Messages disappear {InWords(seconds)} after they were read from now on.",
        (_, <= 0) => $"{who} turned off that messages disappear.",
        _ => $"{who} set that messages disappear {InWords(seconds)} after they were read.",
    };

    private static string InWords(long seconds) => seconds switch
    {
        _ when seconds % 604_800 == 0 => Count(seconds / 604_800, "week"),
        _ when seconds % 86_400 == 0 => Count(seconds / 86_400, "day"),
        _ when seconds % 3_600 == 0 => Count(seconds / 3_600, "hour"),
        _ when seconds % 60 == 0 => Count(seconds / 60, "minute"),
        _ => Count(seconds, "second"),
    };

    private static string Count(long number, string unit) => number == 1 ? $"a {unit}".Replace("a hour", "an hour", StringComparison.Ordinal) : $"{number} {unit}s";
}
