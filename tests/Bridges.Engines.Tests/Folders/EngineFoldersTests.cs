using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Engines.Tests.Folders;

public sealed class EngineFoldersTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("bridges-engine-folders-");
    private readonly EngineFolders _folders;

    public EngineFoldersTests() => _folders = new EngineFolders(_data.FullName, NullLogger<EngineFolders>.Instance);

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void What_a_login_that_was_never_finished_left_is_erased_at_the_next_start()
    {
        var (unfinished, finished) = (_folders.Create(), _folders.Create());
        _folders.Finish(finished, "alice");

        _folders.EraseMarked();

        Assert.Equal((false, true), (Exists(unfinished), Exists(finished)));
    }

    [Fact]
    public void A_login_knows_of_an_earlier_one_of_its_account_which_goes_once_the_account_is_stored()
    {
        var (first, other, second) = (_folders.Create(), _folders.Create(), _folders.Create());
        Assert.False(_folders.Finish(first, "alice"));
        Assert.False(_folders.Finish(other, "bob"));

        Assert.True(_folders.Finish(second, "alice"));
        Assert.True(Exists(first));
        _folders.Claim(second, "alice");

        Assert.Equal((false, true, true), (Exists(first), Exists(other), Exists(second)));
    }

    [Fact]
    public void Nobody_else_on_the_machine_looks_into_a_folder()
    {
        var folder = _folders.Create();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_folders.PathOf(folder)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    private bool Exists(string folder) => Directory.Exists(_folders.PathOf(folder));
}
