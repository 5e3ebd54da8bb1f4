using Bridges.Telegram.Options;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Accounts;

public sealed class ProxyGuardTests
{
    private readonly RecordedTime _time = new();

    [Fact]
    public async Task A_proxy_with_no_Telegram_behind_it_is_left_alone_before_TDLib_looks_for_a_way_past_it()
    {
        await using var bed = WithProxy();
        await using var account = await bed.ConnectAsync();
        var opened = Networks(bed).Count;

        await bed.Td.SayConnectionAsync("connectionStateConnecting");
        await _time.PassAsync(TimeSpan.FromSeconds(3));
        await bed.Td.Requests.FirstAsync(_ => Networks(bed).Count > opened);
        await bed.Td.SayConnectionAsync("connectionStateWaitingForNetwork");
        await _time.PassAsync(TimeSpan.FromSeconds(1));
        await bed.Td.Requests.FirstAsync(_ => Networks(bed).Count > opened + 1);

        Assert.Equal(["networkTypeNone", "networkTypeOther"], Networks(bed).Skip(opened));
    }

    [Fact]
    public async Task A_proxy_that_does_not_answer_is_tried_on()
    {
        await using var bed = WithProxy();
        await using var account = await bed.ConnectAsync();
        var opened = Networks(bed).Count;

        await bed.Td.SayConnectionAsync("connectionStateConnectingToProxy");
        _time.Advance(TimeSpan.FromMinutes(1));
        await bed.Td.SayConnectionAsync("connectionStateReady");

        Assert.Equal(opened, Networks(bed).Count);
    }

    private static List<string> Networks(FakeNetwork bed) =>
    [
        .. bed.Td.Requests.All.Where(request => FakeNetwork.Is(request, "setNetworkType"))
            .Select(request => request.GetProperty("type").GetProperty("@type").GetString()!),
    ];

    private FakeNetwork WithProxy()
    {
        var proxy = new ProxyOptions { Server = "proxy.example", Port = 1080 };
        return new FakeNetwork(new TelegramOptions { ApiId = 1, ApiHash = "h", Proxy = proxy }, _time);
    }
}
