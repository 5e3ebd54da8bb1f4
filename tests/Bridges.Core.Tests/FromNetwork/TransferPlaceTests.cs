using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>What holds the place of a slow file is followed by the file or by why it does not come, whoever may say so by then.</summary>
public sealed class TransferPlaceTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _released = new();
    private CargoBridge _cargo = null!;

    private string Bot => _cargo.Bridge.Homeserver.BotUserId;

    public async ValueTask InitializeAsync()
    {
        _cargo = await CargoBridge.StartAsync(bridge =>
        {
            bridge.Homeserver.Media.CanReserve = false;
            bridge.Options = bridge.Options with { FilePatience = TimeSpan.FromMilliseconds(100) };
        });
        _cargo.Account.BeforeFetch = (_, _) => _released.Task;
    }

    public ValueTask DisposeAsync() => _cargo.DisposeAsync();

    [Fact]
    public async Task Slow_file_of_somebody_for_whom_the_bot_speaks_is_put_there_by_the_bot()
    {
        Ban();
        var place = await PlaceAsync();
        Assert.Equal(Bot, place.Sender);

        _released.SetResult();

        var edit = await _cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out var now) && now.GetProperty("msgtype").GetString() == "m.file");
        Assert.Equal((Bot, place.EventId), (edit.Sender, edit.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString()));
        Assert.Equal("Name of bob: the paper", edit.Content.GetProperty("m.new_content").GetProperty("body").GetString());
        await NothingIsGivenUpAsync();
    }

    [Fact]
    public async Task Slow_file_of_somebody_who_was_banned_meanwhile_is_said_by_the_bot_in_answer_to_what_holds_its_place()
    {
        var place = await PlaceAsync();
        Assert.Equal(_cargo.Bob, place.Sender);
        Ban();

        _released.SetResult();

        var file = await _cargo.SeesAsync(sent => sent.Content.TryGetProperty("msgtype", out var type) && type.GetString() == "m.file");
        Assert.Equal((Bot, "Name of bob: the paper"), (file.Sender, file.Body));
        Assert.Equal(place.EventId, file.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
        await NothingIsGivenUpAsync();
    }

    [Fact]
    public async Task Slow_file_of_a_user_for_whom_the_bridge_may_act_no_more_is_said_by_the_bot_in_answer_to_what_holds_its_place()
    {
        var place = await PlaceAsync(message => message with { Sender = new("alice"), FromSelf = true });
        Assert.Equal(_cargo.Bridge.Alice, place.Sender);
        using var fault = _cargo.Bridge.Homeserver.Faults.Inject(
            new StubFault { Strikes = request => request.AccessToken == TestBridge.PuppetToken, Status = 401, ErrorCode = "M_UNKNOWN_TOKEN" });
        await _cargo.ReceiveAsync(new TextContent(RichText.Plain("on the phone")), message => message with { Sender = new("alice"), FromSelf = true });
        await _cargo.SeesAsync(sent => sent.Body == "on the phone");

        _released.SetResult();

        var file = await _cargo.SeesAsync(sent => sent.Content.TryGetProperty("msgtype", out var type) && type.GetString() == "m.file");
        Assert.Equal(Bot, file.Sender);
        Assert.Equal(place.EventId, file.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Slow_file_whose_account_was_logged_out_is_told_not_to_come_in_its_place()
    {
        var place = await PlaceAsync();
        var bridge = _cargo.Bridge;
        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "logout", "logged out");

        _released.SetException(BridgeException.Transient("The connection broke."));

        var edit = await _cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out var now) && now.GetProperty("body").GetString()!.Contains("is logged out", StringComparison.Ordinal));
        Assert.Equal((_cargo.Bob, place.EventId), (edit.Sender, edit.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString()));
        await NothingIsGivenUpAsync();
    }

    [Fact]
    public async Task Slow_file_that_the_homeserver_refuses_is_told_not_to_come_in_its_place()
    {
        var place = await PlaceAsync();
        using var fault = _cargo.Bridge.Homeserver.Faults.Inject(StubFault.Forbidden with { Strikes = request => request.Path.Contains("/upload", StringComparison.Ordinal) });

        _released.SetResult();

        var edit = await _cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out var now) && now.GetProperty("body").GetString()!.Contains("could not be brought here", StringComparison.Ordinal));
        Assert.Equal((_cargo.Bob, place.EventId), (edit.Sender, edit.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString()));
    }

    private void Ban() => _cargo.Bridge.Homeserver.SetMembership(_cargo.Bridge.Homeserver.Room(_cargo.Room), _cargo.Bob, "ban");

    private async Task<SentEvent> PlaceAsync(Func<RemoteMessage, RemoteMessage>? with = null)
    {
        await _cargo.ReceiveAsync(new FileContent(_cargo.Account.File("f", "application/pdf x", "a.pdf")) { Caption = RichText.Plain("the paper") }, with);
        return await _cargo.SeesAsync(sent => sent.Body?.Contains("is on its way", StringComparison.Ordinal) == true);
    }

    private async Task NothingIsGivenUpAsync()
    {
        await _cargo.Bridge.WaitUntilIdleAsync();
        Assert.Empty(await _cargo.Bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));
    }
}
