using System.Globalization;

namespace Bridges.WhatsApp.Commands;

/// <summary>Reads when an event is: a day and an hour in UTC, then its name.</summary>
internal static class EventTime
{
    private const string Form = "yyyy-MM-dd HH:mm";

    /// <returns>Null where the text does not begin with a time.</returns>
    public static (DateTimeOffset At, string Name)? Read(string text)
    {
        var said = text.Trim();
        return said.Length >= Form.Length
            && DateTimeOffset.TryParseExact(said[..Form.Length], Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && (said.Length == Form.Length || char.IsWhiteSpace(said[Form.Length]))
                ? (at, said[Form.Length..].Trim())
                : null;
    }
}
