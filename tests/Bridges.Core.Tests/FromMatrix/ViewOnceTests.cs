using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>After a command, the next file of its author is to be looked at once: that one and no other, and never in a lasting form instead.</summary>
public sealed class ViewOnceTests
{
    private const string Agreed = "The next picture or video that you send here can be looked at once. !bridges view-once off takes that back.";

    [Fact]
    public async Task The_next_picture_after_the_command_is_to_be_looked_at_once_and_no_other()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await SayAsync(cargo, "view-once", Agreed);

        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "look"), StickerIn(cargo), PictureIn(cargo, "first"), PictureIn(cargo, "second"));

        await ArrivedAsync(cargo, 4);
        Assert.Equal([("first", true), ("second", false)], Pictures(cargo));
    }

    [Fact]
    public async Task It_is_the_next_one_that_was_sent_and_not_the_first_that_gets_through()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var released = new TaskCompletionSource();
        cargo.Bridge.Network.BeforeSend = message => message.Content is MediaContent { File.Name: "large.png" } ? released.Task : Task.CompletedTask;
        await SayAsync(cargo, "view-once", Agreed);

        await cargo.Bridge.PushAsync(PictureIn(cargo, "large", content => content["info"] = new JsonObject { ["size"] = 9_000_000 }), PictureIn(cargo, "small"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(Pictures(cargo).Contains(("small", false))));
        released.SetResult();

        await ArrivedAsync(cargo, 2);
        Assert.Equal([("large", true), ("small", false)], Pictures(cargo).Order());
    }

    [Fact]
    public async Task A_picture_that_was_on_its_way_by_then_is_not_meant()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var before = PictureIn(cargo, "before");
        before["origin_server_ts"] = before["origin_server_ts"]!.GetValue<long>() - 60_000;
        await SayAsync(cargo, "view-once", Agreed);

        await cargo.Bridge.PushAsync(before, PictureIn(cargo, "after"));

        await ArrivedAsync(cargo, 2);
        Assert.Equal([("before", false), ("after", true)], Pictures(cargo));
    }

    [Fact]
    public async Task A_picture_that_is_tried_again_after_a_restart_is_no_less_fleeting()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await SayAsync(cargo, "view-once", Agreed);
        cargo.Bridge.Network.BeforeSend = _ => throw BridgeException.Transient("Not now.");
        await cargo.Bridge.PushAsync(PictureIn(cargo, "first"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(Pictures(cargo).Count > 0));

        await cargo.Bridge.StopBridgeAsync();
        cargo.Bridge.Network.BeforeSend = _ => Task.CompletedTask;
        await cargo.Bridge.RestartAfterStopAsync();
        await cargo.Bridge.PushAsync(PictureIn(cargo, "second"));

        await ArrivedAsync(cargo, 2);
        Assert.Equal([("first", true), ("second", false)], Pictures(cargo).Distinct());
        await cargo.Bridge.WaitUntilIdleAsync();
        Assert.Empty(await KeptAsync(cargo));
    }

    [Fact]
    public async Task The_command_is_kept_over_a_restart_and_can_be_taken_back()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await SayAsync(cargo, "view-once", Agreed);
        await cargo.Bridge.RestartAsync();
        Assert.NotEmpty(await KeptAsync(cargo));
        await SayAsync(cargo, "view-once off", "as lasting as ever");

        await cargo.Bridge.PushAsync(PictureIn(cargo, "lasting"));

        await ArrivedAsync(cargo, 1);
        Assert.Equal([("lasting", false)], Pictures(cargo));
    }

    [Theory]
    [InlineData("m.file", "words")]
    [InlineData("m.audio", "audio/ogg x")]
    [InlineData("m.image", "text/html 404")]
    public async Task What_cannot_be_looked_at_once_is_told_and_not_sent_in_another_way(string type, string bytes)
    {
        await using var cargo = await CargoBridge.StartAsync();
        await SayAsync(cargo, "view-once", Agreed);

        await cargo.Bridge.PushAsync(PictureIn(cargo, "secret", content =>
        {
            content["msgtype"] = type;
            content["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes(bytes), "application/octet-stream");
        }));

        await cargo.SeesAsync(sent => sent.Body?.Contains("does not take albums or files of this kind so", StringComparison.Ordinal) == true);
        Assert.Empty(cargo.Bridge.Network.Sent);
        await cargo.Bridge.PushAsync(PictureIn(cargo, "next"));
        await ArrivedAsync(cargo, 1);
        Assert.Equal([("next", false)], Pictures(cargo));
    }

    [Fact]
    public async Task An_edit_of_a_picture_is_not_the_next_one()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var first = PictureIn(cargo, "first");
        await cargo.Bridge.PushAsync(first);
        await ArrivedAsync(cargo, 1);
        await SayAsync(cargo, "view-once", Agreed);

        await cargo.Bridge.PushAsync(PictureIn(cargo, "edited", content =>
        {
            content["m.new_content"] = content.DeepClone();
            content["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = first["event_id"]!.GetValue<string>() };
        }));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Account.Done.OfType<OutgoingEdit>().Any()));
        await cargo.Bridge.PushAsync(PictureIn(cargo, "next"));

        await ArrivedAsync(cargo, 2);
        Assert.Equal([("first", false), ("next", true)], Pictures(cargo));
    }

    [Fact]
    public async Task Where_the_chat_takes_none_that_is_said()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.OnceKinds = [];

        await SayAsync(cargo, "view-once", "takes nothing that can be looked at once in this chat");

        await cargo.Bridge.PushAsync(PictureIn(cargo, "lasting"));
        await ArrivedAsync(cargo, 1);
        Assert.Equal([("lasting", false)], Pictures(cargo));
    }

    [Fact]
    public async Task Of_a_file_that_is_refused_nothing_is_kept()
    {
        var clock = new TestClock();
        await using var cargo = await CargoBridge.StartAsync(clock: clock);
        await SayAsync(cargo, "view-once", Agreed);
        await cargo.Bridge.PushAsync(PictureIn(cargo, "secret", content => content["msgtype"] = "m.file"));
        await cargo.SeesAsync(sent => sent.Body?.Contains("does not take albums or files of this kind so", StringComparison.Ordinal) == true);
        await cargo.Bridge.WaitUntilIdleAsync();

        await clock.PassUntilAsync(TestBridge.WaitUntilAsync(async () => (await KeptAsync(cargo)).Count == 0));
    }

    [Fact]
    public async Task A_file_that_was_given_up_is_no_less_fleeting_when_it_is_tried_again()
    {
        var clock = new TestClock();
        await using var cargo = await CargoBridge.StartAsync(clock: clock);
        await SayAsync(cargo, "view-once", Agreed);
        cargo.Bridge.Network.BeforeSend = _ => throw BridgeException.Permanent("Not to them.");
        await cargo.Bridge.PushAsync(PictureIn(cargo, "first"));
        await cargo.SeesAsync(sent => sent.Body?.Contains("Not to them.", StringComparison.Ordinal) == true);
        await cargo.Bridge.WaitUntilIdleAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await cargo.Bridge.Services.GetRequiredService<ViewOnceWishes>().ForgetEndedAsync(default);

        cargo.Bridge.Network.BeforeSend = _ => Task.CompletedTask;
        await SayAsync(cargo, "retry", "One message is tried again");

        await ArrivedAsync(cargo, 1);
        Assert.Equal([("first", true)], Pictures(cargo).Distinct());
    }

    [Fact]
    public async Task With_its_account_the_wish_is_gone()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await SayAsync(cargo, "view-once", Agreed);

        await cargo.Bridge.AskAsync(cargo.Bridge.TalkRoom(cargo.Bridge.Alice), cargo.Bridge.Alice, "logout", "logged out");

        await TestBridge.WaitUntilAsync(async () => (await KeptAsync(cargo)).Count == 0);
    }

    private static async Task SayAsync(CargoBridge cargo, string command, string answer)
    {
        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, $"!bridges {command}"));
        await cargo.SeesAsync(sent => sent.Body?.Contains(answer, StringComparison.Ordinal) == true);
    }

    private static JsonObject PictureIn(CargoBridge cargo, string name, Action<JsonObject>? with = null)
    {
        var content = new JsonObject { ["msgtype"] = "m.image", ["body"] = $"{name}.png", ["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("image/png 30x20"), "image/png") };
        with?.Invoke(content);
        return StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", content);
    }

    private static JsonObject StickerIn(CargoBridge cargo) => StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.sticker", new JsonObject
    {
        ["body"] = "a sticker", ["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("image/webp 256x256"), "image/webp"), ["info"] = new JsonObject(),
    });

    private static Task ArrivedAsync(CargoBridge cargo, int count) => TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Network.Arrived.Count == count));

    private static IReadOnlyList<(string Name, bool IsOnce)> Pictures(CargoBridge cargo) =>
        [.. cargo.Bridge.Network.Sent.Select(message => message.Content).OfType<ImageContent>().Select(image => (Path.GetFileNameWithoutExtension(image.File.Name!), image.IsViewOnce))];

    private static async Task<IReadOnlyList<(string Key, string Value)>> KeptAsync(CargoBridge cargo) =>
        await cargo.Bridge.Services.GetRequiredService<SettingTable>().BeginningWithAsync("view-once", default);
}
