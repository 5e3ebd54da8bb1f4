using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Delivery;

public sealed class DeliveryLookupTests
{
    private const long Now = 1_800_000_000;

    private readonly OutgoingMessage _message = Texts.Message(FakeNetwork.FriendChat, "hi");

    [Fact]
    public async Task Old_words_are_no_delivery_where_TDLib_does_not_know_the_chats_last_message()
    {
        await using var bed = WithHistory(TdObjects.Message(5, "hi", sender: FakeNetwork.Self));
        await using var account = await bed.ConnectAsync();
        await HandOverInVainAsync(bed, account);

        Assert.IsType<DeliveryLookup.NotArrived>(await FindAsync(account));
    }

    [Fact]
    public async Task Old_words_are_no_delivery_where_no_last_message_could_be_noted()
    {
        await using var bed = WithHistory(TdObjects.Message(5, "hi", sender: FakeNetwork.Self));
        bed.Td.Answer("getOption", request => Option(request) == "unix_time"
            ? new JsonObject { ["@type"] = "optionValueInteger", ["value"] = $"{Now}" }
            : new JsonObject { ["@type"] = "optionValueString", ["value"] = $"0 {_message.Delivery}" });
        await using var account = await bed.ConnectAsync();

        Assert.IsType<DeliveryLookup.NotArrived>(await FindAsync(account));
    }

    [Fact]
    public async Task What_was_said_just_before_is_no_delivery_though_a_killed_engine_forgot_the_mark()
    {
        var justSaid = TdObjects.Message(5, "hi", sender: FakeNetwork.Self);
        justSaid["date"] = Now;
        await using var bed = WithHistory(justSaid);
        await using var account = await bed.ConnectAsync();
        await HandOverInVainAsync(bed, account);
        bed.Td.Answer("getOption", _ => new JsonObject { ["@type"] = "optionValueInteger", ["value"] = $"{Now}" });

        Assert.IsType<DeliveryLookup.NotArrived>(await FindAsync(account));
    }

    [Fact]
    public async Task What_came_after_the_noted_message_is_the_delivery()
    {
        await using var bed = WithHistory(TdObjects.Message(5, "hi", sender: FakeNetwork.Self));
        await using var account = await bed.ConnectAsync();
        await HandOverInVainAsync(bed, account);
        Serve(bed, TdObjects.Message(6, "hi", sender: FakeNetwork.Self), TdObjects.Message(5, "hi", sender: FakeNetwork.Self));

        var arrived = Assert.IsType<DeliveryLookup.Arrived>(await FindAsync(account));

        Assert.Equal(["6"], arrived.Message.Ids.Select(id => id.Value));
    }

    [Fact]
    public async Task Where_the_account_may_not_write_any_more_it_cannot_be_told()
    {
        await using var bed = WithHistory();
        await using var account = await bed.ConnectAsync();
        Serve(bed, TdObjects.Message(6, "hi", sender: FakeNetwork.Self));
        bed.Td.Refuse("sendMessage", 400, "Have no rights to send a message");

        Assert.IsType<DeliveryLookup.Unknown>(await FindAsync(account, TimeSpan.FromDays(10_000)));
    }

    [Fact]
    public async Task Where_the_hand_over_lies_too_far_back_it_cannot_be_told()
    {
        await using var bed = WithHistory();
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("getChatHistory", request =>
        {
            var newest = request.GetProperty("from_message_id").GetInt64() is > 0 and var from ? from >> 20 : 1_000_000;
            return Page([.. Enumerable.Range(1, 100).Select(back => TdObjects.Message(newest - back, "others"))]);
        });

        Assert.IsType<DeliveryLookup.Unknown>(await FindAsync(account, TimeSpan.FromDays(10_000)));
    }

    /// <summary>TDLib keeps the application's options, and knows no last message of the chat.</summary>
    private static FakeNetwork WithHistory(params JsonObject[] newestFirst)
    {
        var bed = new FakeNetwork();
        var options = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["unix_time"] = new JsonObject { ["@type"] = "optionValueInteger", ["value"] = $"{Now}" },
        };
        bed.Td.Answer("setOption", request =>
        {
            options[Option(request)] = JsonNode.Parse(request.GetProperty("value").GetRawText())!;
            return null;
        });
        bed.Td.Answer("getOption", request => options.TryGetValue(Option(request), out var value) ? value.DeepClone() : null);
        bed.Td.Answer("sendMessage", _ => TdObjects.Message(0, "hi", sender: FakeNetwork.Self));
        Serve(bed, newestFirst);
        return bed;
    }

    private static void Serve(FakeNetwork bed, params JsonObject[] newestFirst) => bed.Td.Answer("getChatHistory", request =>
    {
        var from = request.GetProperty("from_message_id").GetInt64();
        return Page([.. newestFirst.Where(message => from == 0 || message["id"]!.GetValue<long>() < from)]);
    });

    private static JsonObject Page(JsonObject[] messages) =>
        new() { ["@type"] = "messages", ["messages"] = new JsonArray([.. messages.Select(message => message.DeepClone())]) };

    private static string Option(JsonElement request) => request.GetProperty("name").GetString()!;

    private async Task HandOverInVainAsync(FakeNetwork bed, IAccount account)
    {
        bed.Td.Answer("sendMessage", request => request.GetProperty("options").GetProperty("only_preview").GetBoolean()
            ? TdObjects.Message(0, "hi", sender: FakeNetwork.Self)
            : throw new EngineRequestException(500, "Request aborted"));
        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(_message, FakeNetwork.Cancellation));
    }

    private Task<DeliveryLookup> FindAsync(IAccount account, TimeSpan ago = default) =>
        ((IFindsDeliveries)account).FindDeliveryAsync(_message, TimeProvider.System.GetUtcNow() - ago, FakeNetwork.Cancellation);
}
