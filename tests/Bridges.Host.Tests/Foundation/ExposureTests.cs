using System.Runtime.Versioning;

namespace Bridges.Host.Tests.Foundation;

[UnsupportedOSPlatform("windows")]
public sealed class ExposureTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_closed_has_nothing_that_everybody_can_change()
    {
        _folder.Write("inner/file", "");

        Assert.Null(Exposure.FirstWritable(_folder.Combine("inner")));
    }

    [Fact]
    public void Folders_that_are_made_on_the_way_to_a_private_one_are_private_too()
    {
        PrivateFiles.CreateDirectory(_folder.Combine("data/sample"));

        Assert.Equal((Owner, Owner), (File.GetUnixFileMode(_folder.Combine("data")), File.GetUnixFileMode(_folder.Combine("data/sample"))));
    }

    [Fact]
    public void A_file_far_below_is_found()
    {
        var file = _folder.Write("inner/deep/file", "");
        File.SetUnixFileMode(file, Owner | UnixFileMode.OtherWrite);

        Assert.Equal(file, Exposure.FirstWritable(_folder.Combine("inner")));
    }

    [Fact]
    public void A_folder_above_in_which_everybody_may_put_another_is_found_unless_it_is_sticky()
    {
        _folder.Write("outer/inner/file", "");
        File.SetUnixFileMode(_folder.Combine("outer"), Owner | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        Assert.Equal(_folder.Combine("outer"), Exposure.FirstWritable(_folder.Combine("outer/inner")));

        File.SetUnixFileMode(_folder.Combine("outer"), Owner | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.StickyBit);
        Assert.Null(Exposure.FirstWritable(_folder.Combine("outer/inner")));
    }
}
