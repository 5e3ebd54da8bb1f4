using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Live;

/// <summary>How much an account may write below a file.</summary>
public sealed class LengthTests : IDisposable
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(0, 300).Select(number => $"word{number}"));

    private readonly TempFolder _folder = TempFolder.Create("telegram-lengths");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whoever_pays_for_Premium_writes_a_long_caption_and_changes_it()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Alice.IsPremium = true;
        var (account, key) = await BeginAsync(bed);

        var sent = await account.SendAsync(Texts.Message(key, "") with { Content = Photo(Long) }, TelegramBed.Cancellation);
        var message = Assert.Single(bed.Alice.ChatWith(bed.Bob).Messages, message => message.Sender == bed.Alice);
        var first = message.Text;
        await ((IEditsMessages)account).EditAsync(
            new OutgoingEdit(new DeliveryId("e"), key, sent.Ids, new ImageContent(new MediaFile { Name = "a.jpg" }) { Caption = RichText.Plain(Long + " more") }),
            TelegramBed.Cancellation);

        Assert.Equal((Long, Long + " more"), (first, message.Text));
        Assert.Null(sent.Remark);
        Assert.Equal(4096, ((IHasLimits)account).GetLimits(key).CaptionLength);
    }

    [Fact]
    public async Task Where_Premium_has_just_ended_the_rest_of_the_caption_follows()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Alice.IsPremium = true;
        var (account, key) = await BeginAsync(bed);
        Assert.Equal(4096, ((IHasLimits)account).GetLimits(key).CaptionLength);

        bed.Alice.IsPremium = false;
        var single = await account.SendAsync(Texts.Message(key, "") with { Content = Photo(Long) }, TelegramBed.Cancellation);
        var album = await account.SendAsync(
            Texts.Message(key, "") with { Content = new AlbumContent([Photo(), Photo()], RichText.Plain(Long)) }, TelegramBed.Cancellation);

        var messages = bed.Alice.ChatWith(bed.Bob).Messages.Where(message => message.Sender == bed.Alice).ToList();
        Assert.Equal((2, 3, 5), (single.Ids.Count, album.Ids.Count, messages.Count));
        Assert.All(messages.Where(message => message.Media is Media.Photo), message => Assert.True(message.Text.Length <= 1024));
        Assert.Equal(Long, Words(messages.Take(2)));
        Assert.Equal(Long, Words(messages.Skip(2)));
    }

    [Fact]
    public async Task An_edit_and_a_deletion_reach_the_file_and_the_rest_of_its_caption()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var sent = await account.SendAsync(Texts.Message(key, "") with { Content = Photo(Long) }, TelegramBed.Cancellation);
        var messages = bed.Alice.ChatWith(bed.Bob).Messages.Where(message => message.Sender == bed.Alice).ToList();
        var other = Long.Replace("word", "term", StringComparison.Ordinal);

        await ((IEditsMessages)account).EditAsync(
            new OutgoingEdit(new DeliveryId("e"), key, sent.Ids, new ImageContent(new MediaFile { Name = "a.jpg" }) { Caption = RichText.Plain(other) }), TelegramBed.Cancellation);
        Assert.Equal((2, other), (messages.Count, Words(messages)));
        await ((IDeletesMessages)account).DeleteAsync(new OutgoingDeletion(new DeliveryId("d"), key, sent.Ids), TelegramBed.Cancellation);

        Assert.All(messages, message => Assert.True(message.IsDeleted));
    }

    private static string Words(IEnumerable<Message> messages) => string.Join(' ', messages.Select(message => message.Text).Where(text => text.Length > 0));

    private static async Task<(IAccount Account, ChatKey Key)> BeginAsync(TelegramBed bed)
    {
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "hello");
        return (account, (await host.MessageAsync("hello")).Chat);
    }

    private ImageContent Photo(string? caption = null)
    {
        var path = _folder.Combine($"{Guid.NewGuid():N}.jpg");
        var bytes = SamplePicture.Jpeg(10, 10);
        File.WriteAllBytes(path, bytes);
        var file = new MediaFile { Path = path, Name = "a.jpg", ContentType = "image/jpeg", Size = bytes.Length };
        return new ImageContent(file) { Caption = caption is null ? null : RichText.Plain(caption) };
    }
}
