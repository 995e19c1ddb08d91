"""What a browser keeps of a person for want of a network goes when the person logs out."""

from __future__ import annotations


class LeaveNothingMiddleware:
    """Have the browser erase what pages kept on the device, such as the list of a door, in the answer to a log-out.

    That is all storage of this site but cookies: a draft's cookie, which needs no account, stays. A browser that does
    not know the header (Safari before 17) keeps such a page until the time that the page itself was given.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Asked of what is sent only: pages that are read keep their number of queries.
        was_known = request.method == "POST" and request.user.is_authenticated
        response = self.get_response(request)
        if was_known and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"storage"'
        return response
