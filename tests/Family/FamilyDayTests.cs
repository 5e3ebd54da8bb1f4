using Bridges.Family.Tests.Chats;
using Bridges.Family.Tests.Check;
using Bridges.Family.Tests.Stage;
using Bridges.TestBeds;
using QRCoder;

namespace Bridges.Family.Tests;

/// <summary>
/// A day of a family of five, in little time: Alice and Ben use Matrix, Carla is on Telegram, Dora on WhatsApp, Emil on Signal, where there is
/// also a group in which Alice and Ben both are. Everybody writes at once, texts and pictures. <c>BRIDGES_LONG=1</c> makes the day ten times as long.
/// </summary>
public sealed class FamilyDayTests
{
    private const int PictureEach = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly int Messages = TestCourse.IsLong ? 2000 : 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_familys_day_over_three_networks_arrives_whole_once_and_in_order()
    {
        await using var stage = await FamilyStage.SetAsync(Cancellation);
        await using var alice = await MatrixMember.RegisterAsync(stage, "alice", Cancellation);
        await using var ben = await MatrixMember.RegisterAsync(stage, "ben", Cancellation);
        FamilyChat[] chats =
        [
            new TelegramChat(stage, alice), new WhatsAppChat(stage, alice), .. await SignalChatsAsync(stage, alice, ben),
        ];
        try
        {
            foreach (var chat in chats)
            {
                await chat.OpenAsync(Cancellation);
                await chat.BeginAsync(Cancellation);
            }

            // Each chat has two sides, which talk at the same time.
            var each = Messages / (chats.Length * 2);
            await Task.WhenAll(chats.SelectMany(chat => new[] { NetworkTalksAsync(chat, each), MatrixTalksAsync(chat, each) }));
            var faults = await SettledAsync(chats);

            Assert.True(faults.Count == 0, string.Join('\n', faults));
            Assert.True(chats.Sum(chat => chat.ToMatrix.Count + chat.ToNetwork.Count) >= Messages);
        }
        catch (Exception)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(stage.Logs);
            throw;
        }
    }

    private static async Task<FamilyChat[]> SignalChatsAsync(FamilyStage stage, MatrixMember alice, MatrixMember ben)
    {
        var family = await SignalFamily.LogInAsync(stage, alice, ben, Cancellation);
        return [new SignalChat(stage, family, isGroup: false, alice), new SignalChat(stage, family, isGroup: true, alice, ben)];
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

    /// <summary>What is wrong once nothing changes any more; looked at again while something is still on its way.</summary>
    private static async Task<IReadOnlyList<string>> SettledAsync(IReadOnlyList<FamilyChat> chats)
    {
        var until = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var faults = (await Task.WhenAll(chats.Select(chat => DayCheck.RunAsync(chat, Cancellation)))).SelectMany(found => found).ToArray();
            if (faults.Length == 0 || TimeProvider.System.GetElapsedTime(until) > FamilyStage.Patience)
            {
                return faults;
            }

            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
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
