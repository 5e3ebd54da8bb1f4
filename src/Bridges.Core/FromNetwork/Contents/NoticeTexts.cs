using Bridges.Abstractions;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>What Matrix has no form for, in words, with all that is known of it.</summary>
internal static class NoticeTexts
{
    public static RichText Unsupported(UnsupportedContent content, string networkName)
    {
        var where = content.Link is null && !content.IsComplete ? $": open {networkName} to see it" : "";
        var text = Italic(content.IsComplete ? content.Description : $"({content.Description}{where})");
        foreach (var detail in content.Details)
        {
            text = RichTexts.Lines(text, RichText.Plain(detail));
        }

        return WithCaption(WithLink(text, content.Link), content.Caption);
    }

    public static RichText Call(CallContent call)
    {
        var kind = (call.IsGroup ? "group " : "") + (call.IsVideo ? "video call" : "call");
        var text = call.State switch
        {
            CallState.Started => $"📞 Incoming {kind}",
            CallState.Ended => call.Duration is { } lasted ? $"📞 The {kind} ended after {Words(lasted)}" : $"📞 The {kind} ended",
            CallState.Missed => $"📞 Missed {kind}",
            CallState.Declined => $"📞 Declined {kind}",
            _ => $"📞 The {kind} was answered on another device",
        };
        return WithLink(Italic(text), call.Link);
    }

    public static RichText Invitation(InvitationContent invitation)
    {
        var until = invitation.ExpiresAt is { } end ? $" (until {Date(end)})" : "";
        return WithCaption(WithLink(Italic($"✉ Invitation to {invitation.ChatName}{until}"), invitation.Link), invitation.Caption);
    }

    public static RichText Appointment(CalendarEventContent appointment)
    {
        var text = RichTexts.Styled($"📅 {(appointment.IsCancelled ? "Cancelled: " : "")}{appointment.Name}", new TextStyle.Bold());
        if (appointment.StartsAt is { } start)
        {
            text = RichTexts.Lines(text, RichText.Plain(appointment.EndsAt is { } end ? $"{Date(start)} to {Date(end)}" : Date(start)));
        }

        if (appointment.Location is { } place)
        {
            text = RichTexts.Lines(text, RichText.Plain(PlaceTexts.Words(place)));
        }

        return WithCaption(WithLink(text, appointment.Link), appointment.Description is { } more ? RichText.Plain(more) : null);
    }

    private static RichText Italic(string text) => RichTexts.Styled(text, new TextStyle.Italic());

    private static RichText WithLink(RichText text, string? link) =>
        link is null ? text : RichTexts.Lines(text, RichTexts.Styled(link, new TextStyle.Link(link)));

    private static RichText WithCaption(RichText text, RichText? caption) => caption is null ? text : RichTexts.Lines(text, caption);

    private static string Words(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";

    private static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture);
}
