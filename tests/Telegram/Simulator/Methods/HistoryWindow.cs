using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>
/// The part of a chat that a history call asks for: from new to old it begins at the first message older than the offset,
/// is moved by add_offset, and holds limit messages (core.telegram.org/api/offsets).
/// </summary>
internal static class HistoryWindow
{
    public static List<Message> Of(IReadOnlyList<Message> messages, Person viewer, int offsetId, int offsetDate, int addOffset, int limit)
    {
        var newestFirst = messages.Where(message => message.IsVisibleTo(viewer)).Reverse().ToList();
        var start = Anchor(newestFirst, viewer, offsetId, offsetDate) + addOffset;
        var end = Math.Max(start + limit, 0);
        start = Math.Max(start, 0);
        return [.. newestFirst.Skip(start).Take(end - start)];
    }

    private static int Anchor(List<Message> newestFirst, Person viewer, int offsetId, int offsetDate)
    {
        if (offsetId != 0)
        {
            return newestFirst.TakeWhile(message => message.IdFor(viewer) >= offsetId).Count();
        }

        return offsetDate == 0 ? 0 : newestFirst.TakeWhile(message => message.Date.ToUnixTimeSeconds() >= offsetDate).Count();
    }
}
