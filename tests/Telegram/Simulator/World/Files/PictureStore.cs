namespace Bridges.Telegram.Simulator.World;

/// <summary>All pictures, by photo id.</summary>
internal sealed class PictureStore
{
    private const long FirstId = 8_800_000_001;

    private readonly Dictionary<long, Picture> pictures = [];

    public Picture Add(ReadOnlyMemory<byte> jpeg)
    {
        var picture = new Picture(FirstId + pictures.Count, jpeg);
        pictures.Add(picture.Id, picture);
        return picture;
    }

    public Picture? Find(long id) => pictures.GetValueOrDefault(id);
}
