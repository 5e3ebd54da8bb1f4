using System.Text.Json;
using System.Text.RegularExpressions;
using Bridges.Family.Tests.Stage;
using Bridges.WhatsApp.Bed;

namespace Bridges.Family.Tests.Chats;

/// <summary>Alice and Dora on WhatsApp.</summary>
internal sealed partial class WhatsAppChat(FamilyStage stage, MatrixMember alice) : FamilyChat([alice])
{
    private readonly MatrixMember _alice = alice;
    private WhatsAppPerson _self = null!;
    private WhatsAppPerson _dora = null!;

    public override string Name => "whatsapp";

    public override string Ghost => stage.Synapse.UserId($"_bridges_whatsapp_{_dora.Lid}");

    public override async Task OpenAsync(CancellationToken cancellation)
    {
        _self = await stage.WhatsApp.PersonAsync("Alice");
        _dora = await stage.WhatsApp.PersonAsync("Dora");
        await _alice.Bot.AskAsync("login whatsapp code", "phone number", cancellation);
        var shown = await _alice.Bot.AskAsync($"+{_self.Number}", "code", cancellation);
        await stage.WhatsApp.DoAsync("enterCode", new { number = _self.Number, code = PairingCode().Match(shown.Body!).Value });
        await _alice.Bot.HearAsync("logged in", after: shown.EventId, cancellation);
    }

    public override async Task<IReadOnlyList<SeenThere>> ReadThereAsync() =>
        [.. (await stage.WhatsApp.InboxAsync(_dora)).Select(received => Read(received.GetProperty("message"))).OfType<SeenThere>()];

    protected override Task SayThereAsync(string text, byte[]? picture) => picture is null
        ? stage.WhatsApp.DoAsync("send", new { from = _dora.Number, to = _self.Number, message = new { conversation = text } })
        : stage.WhatsApp.DoAsync("sendMedia", new
        {
            from = _dora.Number, to = _self.Number, type = "image", part = "imageMessage", bytes = new { base64 = Convert.ToBase64String(picture) },
            fields = new { mimetype = "image/png", caption = text },
        });

    private static SeenThere? Read(JsonElement message) =>
        message.TryGetProperty("extendedTextMessage", out var text) ? new SeenThere(text.GetProperty("text").GetString()!, null)
        : message.TryGetProperty("conversation", out var plain) ? new SeenThere(plain.GetString()!, null)
        : message.TryGetProperty("imageMessage", out var image) ? new SeenThere(image.GetProperty("caption").GetString()!, 1)
        : message.TryGetProperty("documentMessage", out var file) && file.TryGetProperty("caption", out var caption) ? new SeenThere(caption.GetString()!, null)
        : null;

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PairingCode();
}
