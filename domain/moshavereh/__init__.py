"""مشاوره - a member speaks to an online rahyar from anywhere.   Dialogs: handlers/moshavereh/   Rows: storage/moshavereh/"""
