using System.Globalization;

namespace Bridges.Telegram.Commands;

/// <summary>Reads when something is to be sent: minutes from now, an hour of the day, or a day and an hour, all in UTC.</summary>
internal static class SendLater
{
    private static readonly string[] DayAndHour = ["yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm"];

    /// <returns>The time and where the text begins; null where there is no time.</returns>
    public static (DateTimeOffset At, int TextStart)? Read(string text, DateTimeOffset now)
    {
        foreach (var words in new[] { 2, 1 })
        {
            var end = EndOf(text, words);
            if (end > 0 && Time(text[..end].Trim(), now) is { } at)
            {
                return (at, end);
            }
        }

        return null;
    }

    private static int EndOf(string text, int words)
    {
        var position = 0;
        for (var word = 0; word < words; word++)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            while (position < text.Length && !char.IsWhiteSpace(text[position]))
            {
                position++;
            }
        }

        return position < text.Length ? position : 0;
    }

    private static DateTimeOffset? Time(string text, DateTimeOffset now)
    {
        if (text.EndsWith('m') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0)
        {
            return now.AddMinutes(minutes);
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
        {
            var today = new DateTimeOffset(now.UtcDateTime.Date + hour.ToTimeSpan(), TimeSpan.Zero);
            return today > now ? today : today.AddDays(1);
        }

        return DateTimeOffset.TryParseExact(text, DayAndHour, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) ? exact : null;
    }
}
