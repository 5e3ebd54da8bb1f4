using Bridges.Host.Doctor;

namespace Bridges.Host.Tests.Doctor;

/// <summary>What cannot be brought about by whoever runs the tests as root, to whom no file is closed.</summary>
public sealed class SharedCauseTests
{
    [Fact]
    public void Files_that_belong_to_another_user_are_one_error_whose_mend_names_all_of_them()
    {
        var findings = SharedCause.Join(
        [
            DoctorFinding.OfAnotherUser("key file", "It is closed.", "chown USER /x/key; chmod 600 /x/key"),
            DoctorFinding.Fine("clock"),
            DoctorFinding.OfAnotherUser("data directory", "It is closed.", "chown USER /x/data; chmod u+rwx /x/data", ", or set data_directory to a folder of theirs."),
            DoctorFinding.OfAnotherUser("database", "It is closed.", "chown USER /x/data"),
            DoctorFinding.Wrong("ffmpeg", "It is missing.", "Install it."),
        ]);

        Assert.Equal([DoctorVerdict.Wrong, DoctorVerdict.Fine, DoctorVerdict.NotChecked, DoctorVerdict.NotChecked, DoctorVerdict.Wrong], findings.Select(finding => finding.Verdict));
        Assert.Equal("chown USER /x/key; chmod 600 /x/key; chown USER /x/data; chmod u+rwx /x/data   (the user that runs Bridges), or set data_directory to a folder of theirs.", findings[0].Mend);
        Assert.Equal("It is closed. (see key file)", findings[2].Problem);
    }
}
