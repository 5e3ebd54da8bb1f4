using System.Text.Json;
using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Accounts;
using Bridges.WhatsApp.Messages.Incoming;
using Bridges.WhatsApp.People;
using Bridges.WhatsApp.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>In which pieces and in which order events come to the host.</summary>
public sealed class EventSinkTests
{
    private readonly RecordingHost _host = new();
    private readonly List<(string Text, int Moves)> _received = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("before")]
    public async Task What_is_told_of_an_id_that_has_moved_comes_after_the_move_and_what_was_told_before_comes_before(string? fails)
    {
        var sink = Sink(fails);
        JsonElement[] told = [Said("4915100000001", "before"), Said("other", "elsewhere"), Parse(new { type = "moved", chat = "4915100000001", to = "900000000000001", at = 1 }), Said("900000000000001", "after")];

        if (fails is not null)
        {
            await Assert.ThrowsAsync<BridgeException>(() => sink.TakeAsync(told, Cancellation));
            Assert.Empty(_host.Events.All);
            Assert.Empty(_host.Moves.All);
        }

        await sink.TakeAsync(told, Cancellation);

        Assert.Equal([("before", 0), ("elsewhere", 0), ("after", 1)], _received);
        Assert.Equal("900000000000001", Assert.Single(_host.Moves.All).To.Value);
    }

    [Fact]
    public async Task What_cannot_be_understood_stops_nothing()
    {
        await Sink(fails: null).TakeAsync([Said("a", "first"), Parse(new { type = "message" }), Parse(7), Said("a", "second")], Cancellation);

        Assert.Equal(["first", "second"], _received.Select(received => received.Text).Where(text => text.Length > 0));
    }

    private EventSink Sink(string? fails)
    {
        var isFailing = fails is not null;
        _host.BeforeReceiving = (remoteEvent, _) =>
        {
            var text = remoteEvent is RemoteMessage message ? RecordingHost.TextOf(message.Parts) ?? "" : "";
            if (isFailing && text == fails)
            {
                isFailing = false;
                throw BridgeException.Transient("The disk is full.");
            }

            if (text.Length > 0)
            {
                _received.Add((text, _host.Moves.All.Count));
            }

            return ValueTask.CompletedTask;
        };
        var account = new AccountId("900000000000009");
        var translator = new EventTranslator(account, () => new RemoteUserId(account.Value), new KnownPeople(), "!bridges");
        var services = new AccountServices(null!, null!, new FinishedLogins(), new WhatsAppOptions(), "!bridges", TimeProvider.System, NullLoggerFactory.Instance);
        return new EventSink(_host, translator, services, account);
    }

    private static JsonElement Said(string chat, string text) =>
        Parse(new { type = "message", chat, id = $"id of {text}", sender = chat, mine = false, at = 1_700_000_000_000, content = new { kind = "text", text } });

    private static JsonElement Parse(object said) => JsonSerializer.SerializeToElement(said);
}
