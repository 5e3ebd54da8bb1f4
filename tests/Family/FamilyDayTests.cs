using Bridges.Family.Tests.Chats;
using Bridges.Family.Tests.Stage;
using Bridges.TestBeds;
using QRCoder;

namespace Bridges.Family.Tests;

/// <summary>
/// A day of the family, in little time: everybody writes at once, over three networks, texts and pictures. <c>BRIDGES_LONG=1</c> makes the day ten
/// times as long.
/// </summary>
[Collection(nameof(AtHome))]
public sealed class FamilyDayTests(Stage.Family family) : FamilyTest(family)
{
    private const int PictureEach = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly int Messages = TestCourse.IsLong ? 2000 : 200;

    [Fact]
    public async Task A_familys_day_over_three_networks_arrives_whole_once_and_in_order()
    {
        // Each chat has two sides, which talk at the same time.
        var each = Messages / (Family.Chats.Count * 2);
        await Task.WhenAll(Family.Chats.SelectMany(chat => new[] { NetworkTalksAsync(chat, each), MatrixTalksAsync(chat, each) }));

        await SettleAsync(Family.Chats);

        Assert.True(Family.Chats.Sum(chat => chat.ToMatrix.Count + chat.ToNetwork.Count) >= Messages);
    }

    private static async Task NetworkTalksAsync(FamilyChat chat, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await chat.NetworkSaysAsync(Picture(number));
            await Task.Delay(Pause, Cancellation);
        }
    }

    private static async Task MatrixTalksAsync(FamilyChat chat, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await chat.MatrixSaysAsync(chat.Members[number % chat.Members.Count], Picture(number), Cancellation);
            await Task.Delay(Pause, Cancellation);
        }
    }

    /// <summary>A picture that no other message has, or none.</summary>
    private static byte[]? Picture(int number)
    {
        if (number % PictureEach != 0)
        {
            return null;
        }

        using var code = QRCodeGenerator.GenerateQrCode($"{Guid.NewGuid()}", QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(pixelsPerModule: 4);
    }
}
