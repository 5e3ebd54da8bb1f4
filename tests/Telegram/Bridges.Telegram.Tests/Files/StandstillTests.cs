using Bridges.Abstractions;
using Bridges.Telegram.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Files;

/// <summary>Transfers that TDLib begins and does not go on with, of which it says nothing.</summary>
public sealed class StandstillTests
{
    [Fact]
    public async Task A_file_of_which_nothing_more_comes_is_given_up_for_now_and_the_next_try_gets_it()
    {
        var time = new RecordedTime();
        await using var bed = new FakeNetwork(time: time);
        using var folder = TempFolder.Create("telegram-standstill");
        var here = folder.Combine("here.bin");
        await File.WriteAllTextAsync(here, "whole", FakeNetwork.Cancellation);
        bed.Td.Answer("getRemoteFile", State("", isActive: false)).Answer("downloadFile", State("", isActive: true));
        await using var account = await bed.ConnectAsync();
        var fetch = new MediaFetch(FakeNetwork.FriendChat, Message: null, "", new MediaReference("u", "r"), folder.Combine("fetched.bin"), MaximumSize: 1000);
        Task FetchAsync() => ((IFetchesMedia)account).FetchMediaAsync(fetch, new Progress<long>(), FakeNetwork.Cancellation);

        var standing = FetchAsync();
        await time.PassAsync(TimeSpan.FromMinutes(2));
        var failure = await Assert.ThrowsAsync<BridgeException>(() => standing);
        bed.Td.Answer("downloadFile", State(here, isActive: false));
        await FetchAsync();

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Single(bed.Td.Requests.All, request => FakeNetwork.Is(request, "cancelDownloadFile"));
        Assert.Equal("whole", await File.ReadAllTextAsync(fetch.Path, FakeNetwork.Cancellation));
    }

    /// <param name="path">Where it is on this machine; empty: nowhere yet.</param>
    /// <param name="isActive">Whether TDLib says that it fetches it.</param>
    private static string State(string path, bool isActive) =>
        $$"""
        {"@type":"file","id":7,"size":5,"remote":{"@type":"remoteFile","id":"r","unique_id":"u"},
         "local":{"@type":"localFile","path":"{{path}}","downloaded_size":3,"is_downloading_active":{{(isActive ? "true" : "false")}},"is_downloading_completed":{{(path.Length > 0 ? "true" : "false")}}} }
        """;
}
